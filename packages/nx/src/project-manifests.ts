import { findManifests, type ManifestPaths, type SourceTree } from '@nx-crane/cargo'
import ignore from 'ignore'

/** The manifests that Nx makes projects of: not those that .gitignore or .nxignore name, fixtures, templates, vendored sources. */
export function projectManifests(tree: SourceTree): ManifestPaths {
  const { cargo, npm, nx } = findManifests(tree)
  const ignored = ignore()
    .add(tree.read('.gitignore') ?? '')
    .add(tree.read('.nxignore') ?? '')
  return { cargo: ignored.filter(cargo), npm: ignored.filter(npm), nx: ignored.filter(nx) }
}
