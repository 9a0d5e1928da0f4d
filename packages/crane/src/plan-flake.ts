import type { CargoWorkspace, CrateGraph } from '@nx-crane/graph'
import { type PlanCratesOptions, planCrates } from './plan-crates'
import { planManifests } from './plan-manifests'
import { planToolchains } from './plan-toolchains'
import { printCrates } from './print-crates'
import { printFeatures, type ResolvedWorkspaces, tellsFeatures } from './print-features'

/** Where everything that is generated lies; nothing else does. */
export const GENERATED_DIRECTORY = 'nix/nx-crane'

/** What there is, generated: the crates, as data. */
export const CRATES_FILE = `${GENERATED_DIRECTORY}/crates.nix`

/** The features that Cargo chooses for workspaces, as data. */
export const FEATURES_FILE = `${GENERATED_DIRECTORY}/features.nix`

/** A person's: what the builds of the crates get beside what is known from Cargo. */
const OVERRIDES = 'nix/overrides.nix'

/** The hand-written Nix files by their paths: `flake.nix`, `overrides.nix`, and what lies in `GENERATED_DIRECTORY`. */
export type NixLibrary = ReadonlyMap<string, string>

/** What of the library is written anew each time: the other files are a person's once they are there. */
export function generatedLibrary(library: NixLibrary): FlakeFile[] {
  return [...library]
    .filter(([path]) => path !== 'flake.nix' && path !== 'overrides.nix')
    .map(([path, text]) => ({ path: `${GENERATED_DIRECTORY}/${path}`, text }))
}

export interface FlakePlan {
  /** Written where there is none, and a person's from then on. */
  readonly flake: FlakeFile
  /** The same, where `flake.nix` names it. */
  readonly overrides: FlakeFile
  /** What `GENERATED_DIRECTORY` holds, sorted by path. */
  readonly generated: readonly FlakeFile[]
}

export interface FlakeFile {
  /** Relative to the repository. */
  readonly path: string
  readonly text: string
}

export interface PlanFlakeOptions extends PlanCratesOptions {
  readonly library: NixLibrary
  /** Of the workspaces that cargo can tell of now. What it said before of another one holds on. */
  readonly resolved?: ResolvedWorkspaces | undefined
}

/**
 * The files of a flake with a derivation for each crate: `crates.nix` says what there is, the Nix library beside it what
 * becomes of it. The same repository gives the same bytes.
 */
export function planFlake(graph: CrateGraph, { tree, wasm, library, resolved }: PlanFlakeOptions): FlakePlan {
  const crates = {
    path: CRATES_FILE,
    text: printCrates({
      crates: planCrates(graph, { tree, wasm }),
      manifests: planManifests(graph, tree),
      toolchains: planToolchains(graph, tree),
    }),
  }
  return {
    flake: { path: 'flake.nix', text: library.get('flake.nix') ?? '' },
    overrides: { path: OVERRIDES, text: library.get('overrides.nix') ?? '' },
    generated: [...generatedLibrary(library), crates, ...featuresFile(graph, { tree, resolved })].sort(
      (a, b) => (a.path < b.path ? -1 : 1),
    ),
  }
}

/**
 * A file that is a little out of date does no harm: crates are compiled with what it says, or once more. One that loses a
 * workspace because cargo cannot tell of it now would.
 */
function featuresFile(
  graph: CrateGraph,
  { tree, resolved = new Map() }: Pick<PlanFlakeOptions, 'tree' | 'resolved'>,
): FlakeFile[] {
  const path = FEATURES_FILE
  const before = tree.read(path)
  const isLost = ({ dir }: CargoWorkspace) =>
    !resolved.has(dir) && before !== undefined && tellsFeatures(before, dir)
  const isKept = resolved.size === 0 || graph.workspaces.some(isLost)
  if (before !== undefined && isKept) return [{ path, text: before }]
  return resolved.size === 0 ? [] : [{ path, text: printFeatures(resolved) }]
}
