import { type FlakeFile, type FlakePlan, GENERATED_DIRECTORY } from '@nx-crane/crane'
import { filesBelow, parentDir, type SourceTree } from '@nx-crane/graph'

/** What has to change for a repository to have the planned flake. */
export interface FlakeChanges {
  readonly written: readonly FlakeFile[]
  /** Paths of files in the generated directory that are generated no more. */
  readonly removed: readonly string[]
}

/** Compares a plan with what is there. A `flake.nix` that exists is a person's, whatever it says, and so are overrides. */
export function compareFlake(tree: SourceTree, { flake, overrides, generated }: FlakePlan): FlakeChanges {
  const namesOverrides = (tree.read(flake.path) ?? flake.text).includes(overrides.path)
  const planned = new Set(generated.map(({ path }) => path))
  return {
    written: [
      ...(isThere(tree, flake.path) ? [] : [flake]),
      ...(!namesOverrides || isThere(tree, overrides.path) ? [] : [overrides]),
      ...generated.filter(({ path, text }) => tree.read(path) !== text),
    ],
    removed: filesBelow(tree, GENERATED_DIRECTORY, () => true).filter((path) => !planned.has(path)),
  }
}

function isThere(tree: SourceTree, path: string): boolean {
  return tree.list(parentDir(path))?.has(path.slice(path.lastIndexOf('/') + 1)) ?? false
}
