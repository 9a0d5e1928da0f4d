import {
  type CargoWorkspace,
  type Crate,
  type CrateGraph,
  type CrateId,
  childPath,
  type DependencyKind,
  isWithin,
  NO_EVIDENCE,
  planWasmPackage,
  type SourceTree,
  type WasmEvidence,
} from '@nx-crane/graph'
import { type AttributeNames, attributeNames } from './attribute-names'
import { CraneError } from './crane-error'
import type { CratePlan } from './crate-plan'
import { extraFiles } from './extra-files'

export interface PlanCratesOptions {
  readonly tree: SourceTree
  readonly wasm: WasmOptions
}

export interface WasmOptions {
  /** The crates of which a WebAssembly package is made. */
  readonly crates: ReadonlySet<CrateId>
  /** What the repository says of each of them. */
  readonly evidence: Readonly<Record<CrateId, WasmEvidence>>
  /** Its directory in the crate's where nothing is said. */
  readonly outDir: string
}

/**
 * What the flake knows of each crate, sorted by attribute; also of those whose workspace has no lock, which others may be
 * built from. Throws a CraneError where no workspace has one.
 */
export function planCrates(graph: CrateGraph, { tree, wasm }: PlanCratesOptions): CratePlan[] {
  const names = attributeNames(graph.crates)
  const unlocked = unlockedWorkspaces(graph)
  if (unlocked[0] && unlocked.length === graph.workspaces.length) throw lockMissing(unlocked[0])
  return graph.crates
    .map((crate) => planCrate(crate, { graph, tree, wasm, names }))
    .sort((a, b) => (a.attribute < b.attribute ? -1 : 1))
}

/** Of their crates nothing can be built. Fuzz targets and examples often are such workspaces. */
export function unlockedWorkspaces({ workspaces }: CrateGraph): CargoWorkspace[] {
  return workspaces.filter(({ lock }) => lock === null)
}

function lockMissing({ dir, manifest }: CargoWorkspace): CraneError {
  return new CraneError('LOCK_MISSING', {
    file: childPath(dir, 'Cargo.lock'),
    message: 'the workspace has no lock, without which Nix cannot build its crates',
    hint: `run \`cargo generate-lockfile --manifest-path ${manifest}\` and commit the file`,
  })
}

interface Surroundings extends PlanCratesOptions {
  readonly graph: CrateGraph
  readonly names: AttributeNames
}

function planCrate(crate: Crate, { graph, tree, wasm, names }: Surroundings): CratePlan {
  const dependencies = (kind: DependencyKind) =>
    graph
      .dependenciesOf(crate.id, [kind])
      .flatMap((id) => (id === crate.id ? [] : (names.get(id) ?? [])))
      .sort()
  const nestedDirs = graph.crates
    .map(({ dir }) => dir)
    .filter((dir) => dir !== crate.dir && isWithin(crate.dir, dir))
    .sort()
  const extra = extraFiles(crate, { tree, nestedDirs })
  return {
    attribute: names.get(crate.id) ?? crate.name,
    name: crate.name,
    version: crate.version,
    dir: crate.dir,
    workspace: graph.workspaceOf(crate).dir,
    dependencies: { normal: dependencies('normal'), build: dependencies('build'), dev: dependencies('dev') },
    binaries: crate.crateTargets
      .filter(({ kind, requiredFeatures }) => kind.includes('bin') && requiredFeatures.length === 0)
      .map(({ name }) => name)
      .sort(),
    extraFiles: extra.built,
    testFiles: extra.tested,
    nestedDirs,
    wasm: wasm.crates.has(crate.id)
      ? planWasmPackage(crate, {
          tree,
          evidence: wasm.evidence[crate.id] ?? NO_EVIDENCE,
          outDir: wasm.outDir,
          profile: WASM_PROFILE,
        })
      : null,
  }
}

/** What the `wasm` target builds where nothing else is asked for. */
const WASM_PROFILE = 'release'
