import { rmSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { type Place, realPlace } from '@nx-crane/files'
import type { WasmPackage } from '@nx-crane/graph'
import {
  CargoError,
  childPath,
  isWithin,
  parentDir,
  resolvePath,
  type WasmLayout,
  wasmLayout,
} from '@nx-crane/graph'
import { checkMergeable, mergePackage } from './merge-package'
import { checkReplaceable, listFiles, replacePackage } from './write-package'

/** An out directory where it belongs. */
export interface Destination {
  /** In the tree that is built. */
  readonly root: string
  readonly target: Place
  readonly dir: string
  readonly isShared: boolean
  /** Those with glue, relative to it. */
  readonly dirs: readonly string[]
  readonly outName: string
}

/** The out directories of a crate. Throws where one of them leads out of the repository, or holds what is not to be lost. */
export function destinationsOf(
  { outDirs, outName }: WasmPackage,
  { roots, places }: WasmLayout,
  crate: {
    /** The repository, absolute. */
    readonly root: string
    readonly dir: string
    readonly manifest: string
  },
): Destination[] {
  return outDirs.map(({ dir, isShared }, index) => {
    checkDirectory(crate.dir, dir, crate.manifest)
    const root = roots[index] ?? ''
    const target = { root: crate.root, path: join(crate.dir, dir) }
    const dirs = places
      .filter((place) => isWithin(root, place.dir))
      .map((place) => (place.dir === root ? '' : place.dir.slice(root === '' ? 0 : root.length + 1)))
    if (isShared) checkMergeable({ target, outName, dirs }, crate.manifest)
    else checkReplaceable(target)
    return { root, target, dir, isShared, dirs, outName }
  })
}

/** Paths of what is in place, sorted: relative to the package, or to the crate where there are several directories or other files. */
export function filesOf(destinations: readonly Destination[]): string[] {
  const [only] = destinations
  if (only && destinations.length === 1 && !only.isShared) return filesAt(only.target)
  return destinations
    .flatMap(({ target, dir, isShared, dirs, outName }) => {
      const own = filesAt(target).filter(
        (file) => !isShared || dirs.some((each) => file.startsWith(childPath(each, `${outName}`))),
      )
      return own.map((file) => childPath(dir === '.' ? '' : dir, file))
    })
    .sort()
}

function filesAt(target: Place): string[] {
  const real = realPlace(target)
  return real === null ? [] : listFiles(real)
}

/** Throws for a directory that is not one of the repository: nothing else is ever written to. */
function checkDirectory(dir: string, outDir: string, manifest: string): void {
  if (outDir === '' || isAbsolute(outDir) || resolvePath(dir, outDir) === null)
    throw outside(outDir, manifest)
}

/** The same, and for one that the crate lies in: it is to be replaced as a whole. */
export function checkOwnDirectory(dir: string, outDir: string, manifest: string): void {
  checkDirectory(dir, outDir, manifest)
  if (isWithin(resolvePath(dir, outDir) ?? '', dir)) throw outside(outDir, manifest)
}

function outside(outDir: string, manifest: string): CargoError {
  return new CargoError('INVALID_OUT_DIR', {
    file: manifest,
    message: `outDir ${JSON.stringify(outDir)} is not a directory in the repository that the package can have to itself`,
    hint: 'write a path relative to the crate, such as "pkg"',
  })
}

/** Moves a tree that was built to where its directories belong; it is gone then. Returns whether anything changed. */
export function putInPlace(staging: string, destinations: readonly Destination[]): boolean {
  const changed = destinations.map(({ root, target, isShared, dirs, outName }) => {
    const staged = join(staging, root)
    return isShared ? mergePackage({ staged, target, outName, dirs }) : replacePackage(staged, target)
  })
  rmSync(staging, { recursive: true, force: true })
  return changed.includes(true)
}

export interface PlannedPackage {
  readonly package: WasmPackage
  /** The repository, absolute. */
  readonly root: string
  /** Of the crate, relative to the root. */
  readonly manifest: string
}

/** The same for a tree that somebody else has built by the same plan. */
export function placePackage(staging: string, { package: planned, root, manifest }: PlannedPackage): boolean {
  const dir = parentDir(manifest)
  const layout = wasmLayout(planned, NOBODY, dir)
  return putInPlace(staging, destinationsOf(planned, layout, { root, dir, manifest }))
}

/** Where things lie does not depend on what the manifest of the package says. */
const NOBODY = { name: '', version: '', description: null, license: null, homepage: null, repository: null }
