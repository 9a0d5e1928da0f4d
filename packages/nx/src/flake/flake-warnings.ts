import { GENERATED_DIRECTORY, type ResolvedWorkspaces, unlockedWorkspaces } from '@nx-crane/crane'
import type { CrateGraph, SourceTree } from '@nx-crane/graph'
import type { ReadBuilds } from '../infer/read-builds'

/** What a person should know of a flake that is written all the same. */
export function flakeWarnings(graph: CrateGraph, { tree, resolved, builds }: FlakeSurroundings): string[] {
  return [
    ...aboutLocks(graph),
    ...aboutFeatures(graph, resolved),
    ...aboutReads(graph, builds),
    ...aboutFlake(tree),
  ]
}

export interface FlakeSurroundings {
  readonly tree: SourceTree
  readonly resolved: ResolvedWorkspaces | undefined
  /** Whose outputs crates are compiled with. */
  readonly builds: ReadBuilds
}

const MOST_NAMED = 3

/** Repositories may hold dozens: each example a workspace. */
function aboutLocks(graph: CrateGraph): string[] {
  const manifests = unlockedWorkspaces(graph).map(({ manifest }) => manifest)
  if (manifests.length === 0) return []
  const more = manifests.length > MOST_NAMED ? [`${manifests.length - MOST_NAMED} more`] : []
  const named = [...manifests.slice(0, MOST_NAMED), ...more].join(', ')
  return [
    [
      `workspaces without a lock, which Nix cannot build: ${named}`,
      `  \`cargo generate-lockfile --manifest-path ${manifests[0]}\` creates one: commit it`,
    ].join('\n'),
  ]
}

/** What is known of before is kept, so that this is about work that is done twice. */
function aboutFeatures({ workspaces }: CrateGraph, resolved: ResolvedWorkspaces | undefined): string[] {
  const unknown = workspaces.find(({ dir, lock }) => lock !== null && resolved && !resolved.has(dir))
  if (!unknown) return []
  const command = `cargo metadata --locked --format-version 1 --manifest-path ${unknown.manifest}`
  return [
    [
      `${unknown.manifest}: cargo does not say which features it compiles, so Nix may compile a package more than once`,
      `  \`${command}\` shows why; then run \`nx-crane flake\` again`,
    ].join('\n'),
  ]
}

/** A derivation sees what Git knows, and no output of a task. */
function aboutReads({ crates }: CrateGraph, builds: ReadBuilds): string[] {
  const reading = crates.flatMap((crate) => builds.of(crate).map(({ path }) => ({ crate, path })))
  const [first] = reading
  if (!first) return []
  const names = [...new Set(reading.map(({ crate }) => crate.name))]
  const more = names.length > MOST_NAMED ? [`${names.length - MOST_NAMED} more`] : []
  return [
    [
      `crates that are compiled with the outputs of other builds, such as ${first.path}, which Nix does not see: ${[...names.slice(0, MOST_NAMED), ...more].join(', ')}`,
      '  cargo builds their tasks in Nx; the flake alone can build them once such files are committed',
    ].join('\n'),
  ]
}

/** A `flake.nix` that was there before is left alone, and then has nothing of what was written. */
function aboutFlake(tree: SourceTree): string[] {
  const text = tree.read('flake.nix')
  if (text === undefined || text.includes(GENERATED_DIRECTORY)) return []
  return [
    [
      `your flake.nix does not import ./${GENERATED_DIRECTORY}, so Nix builds no crates`,
      '  add an input `crane.url = "github:ipetkov/crane"`, and add these outputs to its own:',
      `    import ./${GENERATED_DIRECTORY} { inherit inputs; root = ./.; systems = [ "x86_64-linux" ]; }`,
      '  for instance with `nixpkgs.lib.recursiveUpdate`; docs/nix.md of nx-crane has an example',
    ].join('\n'),
  ]
}
