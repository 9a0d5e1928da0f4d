import type { PackageManifest } from '../npm/package-manifest'
import type { ProjectDirectories } from '../project-directory'
import type { SourceTree } from '../source-tree'
import { isPrintedManifest } from './package-json'
import { isDynamicLibrary, libraryName, moduleNamedBy } from './wasm-crate'

/**
 * Whether the package is what a wasm build wrote, below a crate (`crates/chart/pkg/package.json`) or elsewhere: it has no
 * scripts, and its entry points are the module beside it. Taking it for a project would make the graph depend on what
 * was built before.
 */
export function isBuiltPackage(
  manifest: PackageManifest,
  tree: SourceTree,
  crates: ProjectDirectories,
): boolean {
  if (Object.keys(manifest.scripts).length > 0) return false
  const crate = crates.around(manifest.dir)?.crate
  const isBelowCrate =
    crate !== undefined && crate !== null && crate.dir !== manifest.dir && isDynamicLibrary(crate)
  if (!isBelowCrate) return false
  if (BUILD_DIRECTORY.test(manifest.dir)) {
    const library = libraryName(crate)
    if (manifest.entryPoints.some((entry) => moduleNamedBy(entry) === library)) return true
  }
  const hasModule = manifest.entryPoints.some((entry) => entry.endsWith('_bg.wasm'))
  return (
    hasModule &&
    Object.keys(manifest.dependencies).length === 0 &&
    isPrintedManifest(tree.read(manifest.manifest) ?? '')
  )
}

/** wasm-pack's default, and what people pass as `--out-dir`. */
const BUILD_DIRECTORY = /(^|\/)(pkg|dist|build|out)([-_/].*)?$/s
