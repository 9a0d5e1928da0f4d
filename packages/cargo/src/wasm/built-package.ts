import type { PackageManifest } from '../npm/package-manifest'
import type { ProjectDirectories } from '../project-directory'
import { isDynamicLibrary, libraryName, moduleNamedBy } from './wasm-crate'

/**
 * Whether the package is what a wasm build wrote below a crate (`crates/chart/pkg/package.json`): it has no scripts, and
 * its entry points are the module of that crate beside it. Taking it for a project would make the graph depend on what
 * was built before.
 */
export function isBuiltPackage(manifest: PackageManifest, crates: ProjectDirectories): boolean {
  const crate = crates.around(manifest.dir)?.crate
  if (!crate || crate.dir === manifest.dir || !isDynamicLibrary(crate)) return false
  if (!BUILD_DIRECTORY.test(manifest.dir) || Object.keys(manifest.scripts).length > 0) return false
  const library = libraryName(crate)
  return manifest.entryPoints.some((entry) => moduleNamedBy(entry) === library)
}

/** wasm-pack's default, and what people pass as `--out-dir`. */
const BUILD_DIRECTORY = /(^|\/)(pkg|dist|build|out)([-_/].*)?$/
