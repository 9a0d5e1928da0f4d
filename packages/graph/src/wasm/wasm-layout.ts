import { childPath, normalizePath } from '../repository-path'
import { type CrateDescription, printPackageManifests } from './package-json'
import type { GluePlace } from './package-layout'
import { relativePath } from './relative-path'
import type { WasmPackage } from './wasm-package'

/** A package as one tree of files, for whoever makes all of it in one place and then puts its directories where they belong. */
export interface WasmLayout {
  /** The directory that the tree stands for, relative to the crate's: the one out directory, or what all have above them. */
  readonly base: string
  /** The out directories in the tree, in the order of the package's; `''` where there is but one. */
  readonly roots: readonly string[]
  /** Directories in the tree. */
  readonly places: readonly GluePlace[]
  /** The `package.json` texts by their path in the tree. */
  readonly manifests: ReadonlyMap<string, string>
  /** The roots that README and licences of the crate go to. */
  readonly textDirs: readonly string[]
}

/** @param dir of the crate, which out directories may lead away from */
export function wasmLayout(
  { outDirs, places, outName }: WasmPackage,
  description: CrateDescription,
  dir: string,
): WasmLayout {
  const whole = (path: string) => normalizePath(dir, path)
  const base = commonDirectory(outDirs.map((each) => whole(each.dir)))
  const inTree = (path: string) => {
    const way = relativePath(base, whole(path))
    return way === '.' ? '' : way
  }
  const placed = places.map(({ glue, dir: path }) => ({ glue, dir: inTree(path) }))
  const manifests = new Map<string, string>()
  for (const { dir: path, manifest } of outDirs) {
    const root = inTree(path)
    const own = placed
      .filter(({ dir: place }) => root === '' || place === root || place.startsWith(`${root}/`))
      .map(({ glue, dir: place }) => ({
        glue,
        dir: place === root ? '' : place.slice(root === '' ? 0 : root.length + 1),
      }))
    for (const [file, text] of printPackageManifests({ places: own, outName, manifest, description }))
      manifests.set(childPath(root, file), text)
  }
  return {
    base: relativePath(dir, base),
    roots: outDirs.map((each) => inTree(each.dir)),
    places: placed,
    manifests,
    // Where other files lie there may be a README that is about them.
    textDirs: outDirs
      .filter(({ manifest, isShared }) => manifest === 'full' && !isShared)
      .map((each) => inTree(each.dir)),
  }
}

function commonDirectory(dirs: readonly string[]): string {
  const [first = '', ...others] = dirs
  const parts = first === '' ? [] : first.split('/')
  const shared = others.reduce((length, dir) => {
    const differs = dir.split('/').findIndex((part, index) => part !== parts[index])
    return Math.min(length, differs === -1 ? dir.split('/').length : differs)
  }, parts.length)
  return parts.slice(0, shared).join('/')
}
