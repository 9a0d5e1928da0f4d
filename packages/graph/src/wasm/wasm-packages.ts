import type { Crate, CrateId } from '../crate'
import type { Diagnostic } from '../diagnostic'
import type { Edge } from '../edge'
import type { PackageManifest } from '../npm/package-manifest'
import type { ProjectDirectories } from '../project-directory'
import { normalizePath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { unwrittenEntries } from './unwritten-entries'
import { libraryName } from './wasm-crate'
import { type WasmCrateIdentity, type WasmEvidence, wasmEvidence } from './wasm-evidence'
import { wasmPackageOf } from './wasm-package'
import { parseWasmSettings } from './wasm-settings'

export interface WasmPackagesContext {
  /** Those that are built into a WebAssembly package. */
  readonly crates: readonly Crate[]
  readonly packages: readonly PackageManifest[]
  readonly projects: ProjectDirectories
  linksTo(crate: CrateId): readonly string[]
}

/** What a repository says of the packages of its wasm crates: where they lie, and what cannot be as it is said. */
export class WasmPackages {
  readonly evidence: Readonly<Record<CrateId, WasmEvidence>>
  /** From packages in which a crate's package is written. */
  readonly edges: readonly Edge[]
  readonly diagnostics: readonly Diagnostic[]

  constructor(tree: SourceTree, { crates, packages, projects, linksTo }: WasmPackagesContext) {
    const evidence: Record<CrateId, WasmEvidence> = {}
    const edges: Edge[] = []
    const diagnostics: Diagnostic[] = []
    for (const crate of crates) {
      const { settings, diagnostics: faults } = parseWasmSettings({
        metadata: crate.metadata,
        manifest: crate.id,
        text: tree.read(crate.id) ?? '',
      })
      const identity = wasmIdentity(crate)
      const own = wasmEvidence(identity, { tree, packages, settings, links: linksTo(crate.id) })
      evidence[crate.id] = own
      const planned = wasmPackageOf(identity, own, DEFAULT_OUT_DIR)
      diagnostics.push(...faults, ...(faults.length > 0 ? [] : unwrittenEntries(identity, own, planned)))
      for (const { dir } of planned.outDirs) {
        const around = projects.around(normalizePath(crate.dir, dir))
        if (around?.package && around.dir !== crate.dir)
          edges.push({ from: around.package.manifest, to: crate.id, kind: 'wasm' })
      }
    }
    this.evidence = evidence
    this.edges = edges
    this.diagnostics = diagnostics
  }
}

/** Where a package lies of which the repository says nothing; what is found there does not depend on it. */
export const DEFAULT_OUT_DIR = 'pkg'

export function wasmIdentity(crate: Crate): WasmCrateIdentity {
  return { id: crate.id, dir: crate.dir, library: libraryName(crate) }
}
