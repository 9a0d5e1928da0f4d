import { childPath, packageOfSpecifier, parentDir, resolvePath } from '@nx-crane/cargo'
import { legacy, resolve } from 'resolve.exports'
import type { WasmPackage } from './wasm-package'

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
  const entry = found.manifest ? committedEntry(found, subpath, found.manifest) : builtEntry(found, subpath)
  const path = entry === null ? null : resolvePath(found.dir, entry)
  return path === null ? null : locateIn(found, path)
}

/** The file of a wasm package at a path relative to the repository, whether it has been built or not. */
export function locatePath(packages: readonly WasmPackage[], path: string): PackageFile | null {
  const found = packages.find(({ dir, outDir }) => path.startsWith(`${childPath(dir, outDir)}/`))
  return found ? locateIn(found, path) : null
}

/** @param path relative to the repository */
function locateIn(found: WasmPackage, path: string): PackageFile | null {
  const base = `${childPath(found.dir, found.outDir)}/`
  if (!path.startsWith(base)) return null
  const inside = path.slice(base.length)
  // The longest directory first: everything lies in the root.
  const places = [...found.places].sort((a, b) => b.dir.length - a.dir.length)
  const place = places.find(({ dir }) => dir === '' || inside.startsWith(`${dir}/`))
  if (place?.glue !== 'bundler' && place?.glue !== 'web') return null
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

/** The manifest that a build writes exports the glues by their directories. */
function builtEntry({ library, outDir, places }: WasmPackage, subpath: string): string | null {
  const glue = places.find(({ dir }) => dir === (subpath || 'bundler'))
  if (glue) return `${outDir}/${glue.dir}/${library}.js`
  return subpath === `${library}_bg.wasm` ? `${outDir}/bundler/${subpath}` : null
}
