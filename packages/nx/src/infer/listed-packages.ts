import { matchesGlobs, type PackageManifest, parsePnpmWorkspace, type SourceTree } from '@nx-crane/cargo'

/** Who makes a project of a package: Nx by itself, this plugin, or nobody. */
export type Listing = 'by-nx' | 'by-us' | 'no'

/**
 * Nx makes projects of the packages that the root's `workspaces` (or `pnpm-workspace.yaml`) name, and of those beside a
 * `project.json`. Where the root names none, as in a repository of crates with a `web/` folder, this plugin makes
 * one of every named package: nobody has said that they are fixtures or templates.
 */
export function isListedPackage(
  tree: SourceTree,
  packages: readonly PackageManifest[],
): (manifest: PackageManifest) => Listing {
  const pnpm = tree.read('pnpm-workspace.yaml')
  const root = packages.find((manifest) => manifest.dir === '')
  const globs = pnpm === undefined ? (root?.workspaces ?? []) : parsePnpmWorkspace(pnpm)
  return (manifest) => {
    if (manifest.dir === '' || tree.list(manifest.dir)?.has('project.json')) return 'by-nx'
    if (globs.length > 0) return matchesGlobs(manifest.dir, globs) ? 'by-nx' : 'no'
    return manifest.isNamed ? 'by-us' : 'no'
  }
}
