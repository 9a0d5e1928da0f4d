import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Diagnostic } from '@nx-crane/graph'
import { buildCrateGraph, buildWorkspaceGraph, findManifests, readSourceTree } from '@nx-crane/graph'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Remedy, RemedyCase } from './remedy-case'

// A repository with a fault, and what we, cargo and npm say of it.

const FIXTURES = join(__dirname, '../../../graph/fixtures/invalid')

let scratch: string
beforeAll(() => {
  scratch = realpathSync(mkdtempSync(join(tmpdir(), 'remedies-')))
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

export function repository(broken: RemedyCase[0]): string {
  const root = mkdtempSync(join(scratch, 'case-'))
  if (typeof broken === 'string')
    cpSync(join(FIXTURES, broken), root, { recursive: true, verbatimSymlinks: true })
  else carryOut(root, broken)
  return root
}

export function carryOut(root: string, remedy: Remedy): void {
  for (const [path, change] of Object.entries(remedy)) {
    const file = join(root, path)
    if (change === null) rmSync(file, { force: true })
    else {
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, typeof change === 'string' ? change : change(readFileSync(file, 'utf8')))
    }
  }
}

export function expectHint(root: string, code: string, hint: string): void {
  const found = diagnosticsOf(root)
  expect(found.map((diagnostic) => diagnostic.code)).toEqual([code])
  expect(found[0]?.hint).toContain(hint)
}

export function diagnosticsOf(root: string): Diagnostic[] {
  const tree = readSourceTree(root)
  const manifests = findManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  return [...graph.diagnostics, ...buildWorkspaceGraph(tree, graph, manifests.npm).diagnostics]
}

/** What cargo says against each manifest. */
export function refusals(root: string, options: readonly string[] = ['--no-deps']): string[] {
  return findManifests(readSourceTree(root)).cargo.flatMap((manifest) => {
    const args = [
      'metadata',
      '--offline',
      ...options,
      '--format-version',
      '1',
      '--manifest-path',
      join(root, manifest),
    ]
    try {
      execFileSync('cargo', args, { cwd: root, stdio: 'pipe' })
      return []
    } catch (error) {
      return [String((error as { stderr?: unknown }).stderr)]
    }
  })
}

/** What it says when it resolves dependencies, but for those that it would have to download. */
export function unresolved(root: string): string[] {
  return refusals(root, []).filter((text) => !/crates\.io|workspace has no members/.test(text))
}

export function npmAccepts(root: string): boolean {
  const manifests = findManifests(readSourceTree(root)).npm
  return manifests.every((manifest) => {
    try {
      execFileSync('npm', ['pkg', 'get', 'name'], { cwd: dirname(join(root, manifest)), stdio: 'pipe' })
      return true
    } catch {
      return false
    }
  })
}
