import { linkSync, lstatSync, readdirSync, rmSync, type Stats, statSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import {
  lockPlace,
  MOST_BUILT_BYTES,
  type Place,
  readRegularFile,
  realPlace,
  replaceDirectory,
} from '@nx-crane/files'
import { CargoError } from '@nx-crane/graph'

/**
 * Puts the finished package `staged` where `target` is, as a whole and by rename: nobody sees half of it, a killed run
 * leaves the old one or none. Files whose bytes did not change are the old ones, times included; when none changed
 * nothing is touched. `staged` is gone afterwards. Returns whether anything changed.
 */
export function replacePackage(staged: string, target: Place): boolean {
  using _lock = lockPlace(target)
  const present = realPlace(target)
  const before = present === null ? [] : listFiles(present)
  const after = listFiles(staged)
  const unchanged = after.filter(
    (file) => before.includes(file) && isSameFile(join(staged, file), join(present ?? '', file)),
  )
  if (present !== null && unchanged.length === after.length && before.length === after.length) {
    rmSync(staged, { recursive: true })
    return false
  }
  for (const file of unchanged) {
    rmSync(join(staged, file))
    linkSync(join(present ?? '', file), join(staged, file))
  }
  replaceDirectory(staged, target)
  return true
}

/** Refuses to replace a directory that holds something other than a built package. */
export function checkReplaceable(place: Place): void {
  const target = realPlace(place)
  if (target === null) return
  const files = statSync(target).isDirectory() ? listFiles(target) : null
  // A dev server writes declarations before there is a package.
  const isPackage =
    files?.every((file) => file.endsWith('.d.ts')) || files?.some((file) => file.endsWith('_bg.wasm'))
  if (files && isPackage && !files.some((file) => /(^|\/)(Cargo\.toml|[^/]+\.rs)$/.test(file))) return
  throw new CargoError('NOT_A_WASM_PACKAGE', {
    message: `${resolve(place.root, place.path)} would be replaced by the built package, but contains files that no build wrote`,
    hint: 'move them away, or set a separate directory with out-dir in [package.metadata.nx-crane.wasm] or the option outDir',
  })
}

/** Paths of all files below a directory, `/`-separated, sorted. */
export function listFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
}

function isSameFile(a: string, b: string): boolean {
  const [left, right] = [lstatSync(a), lstatSync(b)]
  if (!left.isFile() || !right.isFile() || left.size !== right.size) return false
  return (
    isExecutable(left) === isExecutable(right) &&
    readRegularFile(a, { maxBytes: MOST_BUILT_BYTES }).equals(
      readRegularFile(b, { maxBytes: MOST_BUILT_BYTES }),
    )
  )
}

function isExecutable({ mode }: Stats): boolean {
  return (mode & 0o111) !== 0
}
