import { childPath, isWithin, packageOfSpecifier, parentDir, resolvePath } from '@nx-crane/graph'
import { legacy, resolve } from 'resolve.exports'
import { builtDir, type WasmPackage } from './wasm-package'

/** The glue that browsers and bundlers can load. */
export type BrowserGlue = 'bundler' | 'web'

/** A file that wasm-bindgen writes for a package. */
export interface PackageFile {
  readonly package: WasmPackage
  readonly glue: BrowserGlue
  /** Relative to the package as it is built for production. */
  readonly path: string
  /** Relative to the glue's directory. */
  readonly name: string
}

/**
 * The file of a wasm package that `specifier` means, by the package's name or by a path into what is built of it,
 * whether it has been built or not. Null for everything else, and for glue that only Node can load.
 *
 * @param importer path of the importing file relative to the repository; null where it lies elsewhere
 */
export function locateImport(
  packages: readonly WasmPackage[],
  specifier: string,
  importer: string | null,
): PackageFile | null {
  if (/^\.{1,2}\//.test(specifier)) {
    const path = importer === null ? null : resolvePath(parentDir(importer), specifier)
    return path === null ? null : locatePath(packages, path)
  }
  const name = packageOfSpecifier(specifier)
  const found = name === null ? undefined : packages.find(({ names }) => names.includes(name))
  if (!found || name === null) return null
  const subpath = specifier.slice(name.length + 1)
  if (!found.manifest) return builtFile(found, subpath)
  const entry = committedEntry(found, subpath, found.manifest)
  const path = entry === null ? null : resolvePath(found.dir, entry)
  const own = packages.filter(({ crate }) => crate === found.crate)
  return path === null ? null : locatePath(own, path)
}

/** The file of a wasm package at a path relative to the repository, whether it has been built or not. */
export function locatePath(packages: readonly WasmPackage[], path: string): PackageFile | null {
  const found = packages
    .filter((each) => isWithin(builtDir(each), path))
    .sort((a, b) => builtDir(b).length - builtDir(a).length)
  return found[0] ? locateIn(found[0], path) : null
}

/** @param path relative to the repository */
function locateIn(found: WasmPackage, path: string): PackageFile | null {
  const base = builtDir(found)
  const inside = base === '' ? path : path.slice(base.length + 1)
  // The longest directory first: everything lies in the root.
  const places = [...found.places].sort((a, b) => b.dir.length - a.dir.length)
  const place = places.find(({ dir }) => dir === '' || inside.startsWith(`${dir}/`))
  if (place?.glue !== 'bundler' && place?.glue !== 'web') return null
  if (!isBuilt(found, place.dir === '' ? inside : inside.slice(place.dir.length + 1))) return null
  return {
    package: found,
    glue: place.glue,
    path: inside,
    name: place.dir === '' ? inside : inside.slice(place.dir.length + 1),
  }
}

/** What the committed manifest says a browser loads. */
function committedEntry(
  { names }: WasmPackage,
  subpath: string,
  manifest: Readonly<Record<string, unknown>>,
): string | null {
  const packageJson = { name: names[0] ?? '', ...manifest }
  try {
    if (manifest.exports !== undefined) {
      const entry = subpath === '' ? '.' : `./${subpath}`
      return resolve(packageJson, entry, { browser: true })?.[0] ?? null
    }
    if (subpath !== '') return subpath
    const main = legacy(packageJson, { fields: ['module', 'main'] })
    return typeof main === 'string' ? main : null
  } catch {
    return null // not exported: Vite says so
  }
}

/** In a directory that holds other files too, only what is called like the module is of the package. */
function isBuilt({ planned, outDir, outName }: WasmPackage, name: string): boolean {
  if (!planned.outDirs.some(({ dir, isShared }) => dir === outDir && isShared)) return true
  return name.startsWith(`${outName}.`) || name.startsWith(`${outName}_bg.`) || name.startsWith('snippets/')
}

/** The manifest that a build writes exports the glues by their directories, and those at the top by their names. */
function builtFile(found: WasmPackage, subpath: string): PackageFile | null {
  const { outName, places } = found
  const main = places.find(({ glue }) => glue === 'bundler') ?? places[0]
  const glue = subpath === '' ? main : places.find(({ dir }) => dir === subpath)
  const at = (dir: string, name: string) => locateIn(found, childPath(builtDir(found), childPath(dir, name)))
  if (glue) return at(glue.dir, `${outName}.js`)
  if (main && subpath === `${outName}_bg.wasm`) return at(main.dir, subpath)
  return subpath === `${outName}.js` && places.some(({ dir }) => dir === '') ? at('', subpath) : null
}
