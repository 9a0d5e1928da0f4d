import type { Crate } from './crate'
import type { CrateGraph } from './crate-graph'
import type { Diagnostic } from './diagnostic'
import type { EdgeKind } from './edge'
import type { WorkspaceGraph } from './workspace-graph'

/** What `nx-crane graph --json` prints. Paths are relative to the root; the same repository gives the same bytes. */
export interface GraphReport {
  readonly crates: readonly ReportedCrate[]
  readonly packages: readonly { readonly name: string; readonly manifest: string }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: EdgeKind }[]
  readonly diagnostics: readonly { readonly file: string; readonly message: string }[]
}

export interface ReportedCrate {
  readonly name: string
  readonly version: string
  readonly manifest: string
  /** Manifest of its Cargo workspace. */
  readonly workspace: string
  readonly targets: readonly { readonly name: string; readonly kind: readonly string[] }[]
  /** Those on other crates of the repository; `manifest` is theirs. */
  readonly dependencies: readonly ReportedDependency[]
}

export interface ReportedDependency {
  readonly name: string
  readonly rename: string | null
  readonly kind: string
  readonly target: string | null
  readonly optional: boolean
  readonly manifest: string
}

export function graphReport(crateGraph: CrateGraph, workspaceGraph: WorkspaceGraph): GraphReport {
  return {
    crates: crateGraph.crates.map(reportCrate),
    packages: workspaceGraph.packages.map(({ name, manifest }) => ({ name, manifest })),
    edges: workspaceGraph.edges.map(({ from, to, kind }) => ({ from, to, kind })),
    diagnostics: sortByText(
      [...crateGraph.diagnostics, ...workspaceGraph.diagnostics].map(reportDiagnostic),
      ({ file, message }) => `${file}\0${message}`,
    ),
  }
}

function reportCrate(crate: Crate): ReportedCrate {
  const dependencies = crate.dependencies.flatMap(
    ({ name, rename, kind, target, optional, crate: manifest }) =>
      manifest === null ? [] : [{ name, rename, kind, target, optional, manifest }],
  )
  return {
    name: crate.name,
    version: crate.version,
    manifest: crate.id,
    workspace: crate.workspace,
    targets: sortByText(
      crate.crateTargets.map(({ name, kind }) => ({ name, kind: [...kind] })),
      ({ name, kind }) => `${kind.join()}\0${name}`,
    ),
    dependencies: sortByText(dependencies, (dependency) =>
      [dependency.name, dependency.kind, dependency.target ?? '', dependency.rename ?? ''].join('\0'),
    ),
  }
}

function reportDiagnostic({ file, line, message, hint }: Diagnostic): { file: string; message: string } {
  return { file, message: `${line === null ? '' : `line ${line}: `}${message}; ${hint}` }
}

function sortByText<T>(items: readonly T[], textOf: (item: T) => string): T[] {
  return items
    .map((item) => ({ item, text: textOf(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ item }) => item)
}
