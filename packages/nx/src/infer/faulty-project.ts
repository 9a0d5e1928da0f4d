import type { CreateNodesResultArray } from '@nx/devkit'
import type { Diagnostic } from '@nx-crane/cargo'
import type { Options, TargetKind } from './options'
import { printDiagnostic } from './print-diagnostic'
import type { Workspace } from './workspace'

const FAILING_KINDS: readonly TargetKind[] = ['build', 'test', 'lint']

/**
 * A project for each directory whose Cargo.toml could not become a crate. It keeps its place in the graph, and its
 * targets fail with the diagnostic: a broken manifest is seen in a run instead of silently leaving it.
 */
export function faultyProjects(workspace: Workspace, options: Options): CreateNodesResultArray {
  const faults = new Map<string, Diagnostic[]>()
  for (const diagnostic of workspace.diagnostics) {
    const dir = crateDirOf(diagnostic.file)
    if (dir === undefined || workspace.isCrateDir(dir) || workspace.isWorkspaceRoot(diagnostic.file)) continue
    faults.set(dir, [...(faults.get(dir) ?? []), diagnostic])
  }
  return [...faults].map(([dir, diagnostics]) => {
    const file = dir === '' ? 'Cargo.toml' : `${dir}/Cargo.toml`
    const root = dir === '' ? '.' : dir
    return [file, { projects: { [root]: faultyProject(dir, diagnostics, options) } }] as const
  })
}

function faultyProject(dir: string, diagnostics: readonly Diagnostic[], options: Options) {
  const message = diagnostics.map(printDiagnostic).join('\n')
  const targets = FAILING_KINDS.map((kind) => options.targets[kind])
    .filter((target) => target !== false)
    .map((target) => [
      target.name,
      {
        executor: 'nx-crane:diagnostic',
        cache: false,
        options: { message },
        metadata: { technologies: ['rust'], description: message },
      },
    ])
  return {
    name: (dir.split('/').pop() ?? '').replace(/[^A-Za-z0-9_.-]/g, '-') || 'root-crate',
    tags: ['rust', 'rust:invalid'],
    metadata: { technologies: ['rust'], description: message },
    targets: Object.fromEntries(targets),
  }
}

function crateDirOf(file: string): string | undefined {
  if (file === 'Cargo.toml') return ''
  return file.endsWith('/Cargo.toml') ? file.slice(0, -'/Cargo.toml'.length) : undefined
}
