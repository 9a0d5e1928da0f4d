import type { CreateNodesResultArray } from '@nx/devkit'
import type { CargoWorkspace, Diagnostic, TargetKind } from '@nx-crane/cargo'
import type { Options } from './options'
import { printDiagnostic } from './print-diagnostic'
import { targetNames } from './target-names'
import type { Workspace } from './workspace'

const FAILING_KINDS: readonly TargetKind[] = ['build', 'test', 'lint']

/**
 * What is wrong with each directory's Cargo.toml that could not become a crate. A fault of a workspace's root costs the crates
 * that it concerns, not the root.
 */
export function faultsByDirectory(
  diagnostics: readonly Diagnostic[],
  known: { readonly crateDirs: ReadonlySet<string>; readonly workspaces: readonly CargoWorkspace[] },
): Map<string, Diagnostic[]> {
  const roots = new Set(known.workspaces.map(({ manifest }) => manifest))
  const faults = new Map<string, Diagnostic[]>()
  for (const diagnostic of diagnostics) {
    const dir = crateDirOf(diagnostic.file)
    if (dir === undefined || known.crateDirs.has(dir) || roots.has(diagnostic.file)) continue
    faults.set(dir, [...(faults.get(dir) ?? []), diagnostic])
  }
  return faults
}

/**
 * A project for each of them. It keeps its place in the graph, and its targets fail with the diagnostic: a broken manifest is
 * seen in a run instead of silently leaving it. One that no workspace has as a member has no targets: `cargo build
 * --workspace` passes it over too.
 */
export function faultyProjects(workspace: Workspace, options: Options): CreateNodesResultArray {
  return [...workspace.faults].map(([dir, diagnostics]) => {
    const file = dir === '' ? 'Cargo.toml' : `${dir}/Cargo.toml`
    const root = dir === '' ? '.' : dir
    return [file, { projects: { [root]: faultyProject(dir, { workspace, diagnostics, options }) } }] as const
  })
}

interface Faulty {
  readonly workspace: Workspace
  readonly diagnostics: readonly Diagnostic[]
  readonly options: Options
}

function faultyProject(dir: string, { workspace, diagnostics, options }: Faulty) {
  const message = diagnostics.map(printDiagnostic).join('\n')
  const isStray = diagnostics.every(({ code }) => code === 'NOT_A_MEMBER')
  const names = targetNames(options, workspace.nxProjectAt(dir)?.targets ?? {})
  const targets = FAILING_KINDS.map((kind) => names[kind])
    .filter((name) => name !== false && !isStray)
    .map((name, index) => [
      name,
      {
        executor: 'nx-crane:diagnostic',
        cache: false,
        // Who runs them all reads the same once.
        options: { message: index === 0 ? message : shortMessage(diagnostics) },
        metadata: { technologies: ['rust'], description: message },
      },
    ])
  return {
    name: workspace.names.get(dir) ?? dir,
    tags: ['rust', 'rust:invalid'],
    metadata: { technologies: ['rust'], description: message },
    targets: Object.fromEntries(targets),
  }
}

/** What is wrong, without what to do about it. */
function shortMessage(diagnostics: readonly Diagnostic[]): string {
  const [first = '', ...others] = diagnostics.map((each) => printDiagnostic(each).split('\n', 1)[0] ?? '')
  return others.length === 0 ? first : `${first} (and ${others.length} more)`
}

function crateDirOf(file: string): string | undefined {
  if (file === 'Cargo.toml') return ''
  return file.endsWith('/Cargo.toml') ? file.slice(0, -'/Cargo.toml'.length) : undefined
}
