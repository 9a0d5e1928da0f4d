import {
  findManifests,
  IgnoreRules,
  type ManifestPaths,
  readSourceTree,
  type SourceTree,
} from '@nx-crane/graph'

/** The manifests that Nx makes projects of: not those that .gitignore or .nxignore name, fixtures, templates, vendored sources. */
export function projectManifests(tree: SourceTree): ManifestPaths {
  const { cargo, npm, nx } = findManifests(tree)
  const ignored = new IgnoreRules(tree.read('.gitignore') ?? '', tree.read('.nxignore') ?? '')
  const kept = (paths: readonly string[]) => paths.filter((path) => !ignored.ignores(path))
  return { cargo: kept(cargo), npm: kept(npm), nx: kept(nx) }
}

/** The paths of all of them below `root`, absolute. */
export function manifestPaths(root: string): string[] {
  const { cargo, npm, nx } = projectManifests(readSourceTree(root))
  return [...cargo, ...npm, ...nx]
}
