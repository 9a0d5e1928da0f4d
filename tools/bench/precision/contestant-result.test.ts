import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { planGenerated } from '../../check-keys/generated/generated-plan'
import { chooseSubjects } from '../../check-keys/generated/subjects'
import { DEFAULT_OPTIONS } from '../generate/options'
import { generateMonorepo, writeMonorepo } from '../generate-monorepo'
import type { Prepared } from './contestant'
import { measureContestant } from './contestant-result'
import { totalsOf } from './precision-table'

const subjects = chooseSubjects(planGenerated(DEFAULT_OPTIONS), generateMonorepo(DEFAULT_OPTIONS))
const projects = [...subjects.plan.kinds.keys()]
const scratch = mkdtempSync(join(tmpdir(), 'nx-crane-precision-'))
const root = join(scratch, 'repository')
beforeAll(() => writeMonorepo(root, DEFAULT_OPTIONS))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** A tool that has this hash for all projects. */
const tool = (hash: () => string): Prepared => ({
  ...{ version: '1.0.0', configurationFile: 'README.md' },
  hashes: () => Object.fromEntries(projects.map((project) => [project, hash()])),
})
const measure = (prepared: Prepared, said: string[] = []) =>
  measureContestant(prepared, { root, subjects, say: (line) => said.push(line) })

test('a tool that reads nothing misses all that is due', () => {
  const { due, needless, missing, failed } = totalsOf(measure(tool(() => 'same')))
  expect({ needless, missing, failed }).toEqual({ needless: 0, missing: due, failed: 0 })
})

test('a tool that reads the root manifest builds all again after its edits, and fails where it cannot read it', () => {
  const manifest = () => readFileSync(join(root, 'Cargo.toml'), 'utf8')
  const said: string[] = []
  const results = measure(
    tool(() => {
      if (manifest().includes('# More of it.')) throw new Error('no comment')
      return manifest()
    }),
    said,
  )
  const resultOf = (id: string) => results.find((result) => result.id === id)?.rebuilds
  expect(resultOf('root-dependency')).toEqual({ due: 0, needless: projects.length, missing: 0 })
  expect(resultOf('root-comment')).toBeNull()
  expect(said).toContain('root-comment: no comment')
})

test('white space in the configuration of Nx is white space in that of the tool', () => {
  const results = measure(tool(() => readFileSync(join(root, 'README.md'), 'utf8')))
  const edited = results.filter(({ rebuilds }) => rebuilds?.needless === projects.length)
  expect(edited.map(({ id }) => id)).toEqual(['nx-json-space', 'root-readme'])
})

test('a tool that has another hash each time cannot be measured', () => {
  let count = 0
  expect(() => measure(tool(() => String(count++)))).toThrow('other hashes for the same repository')
})

test('a tool without the build of a project cannot be measured', () => {
  expect(() => measure({ ...tool(() => ''), hashes: () => ({}) })).toThrow(`no build of ${projects[0]}`)
})
