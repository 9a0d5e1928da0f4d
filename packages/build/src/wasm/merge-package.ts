import { lstatSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  holdParent,
  lockPlace,
  MOST_BUILT_BYTES,
  type Place,
  placeIn,
  readRegularFile,
  realPlace,
  removePath,
  writingAt,
} from '@nx-crane/files'
import { CargoError, moduleFiles, WASM_GLUES } from '@nx-crane/graph'
import { listFiles } from './write-package'

export interface SharedDirectory {
  /** What was built, in a tree of its own. It is gone afterwards. */
  readonly staged: string
  readonly target: Place
  readonly outName: string
  /** Directories of the target that have glue. */
  readonly dirs: readonly string[]
}

/**
 * Puts built files among others in a directory, each by rename, and removes those of an earlier build that are none any more.
 * Files that have their bytes already stay as they are. Returns whether anything changed.
 */
export function mergePackage({ staged, target, outName, dirs }: SharedDirectory): boolean {
  using _lock = lockPlace(target)
  const built = listFiles(staged)
  const stale = dirs.flatMap((dir) =>
    builtBefore(placeIn(target, dir), outName).map((file) => join(dir, file)),
  )
  const gone = stale.filter((file) => !built.includes(file.replaceAll('\\', '/')))
  for (const file of gone) removePath(placeIn(target, file))
  const changed = built.filter((file) => !hasBytesOf(placeIn(target, file), join(staged, file)))
  for (const file of changed) {
    const place = placeIn(target, file)
    writingAt(place, () => moveInto(place, join(staged, file)))
  }
  rmSync(staged, { recursive: true, force: true })
  return gone.length + changed.length > 0
}

function moveInto(target: Place, from: string): void {
  const { directory, name } = holdParent(target, { make: true })
  try {
    renameSync(from, directory.at(name))
  } finally {
    directory[Symbol.dispose]()
  }
}

/** Refuses to put a module's files in the place of others that have their names, but no module beside them. */
export function checkMergeable(
  { target, outName, dirs }: Omit<SharedDirectory, 'staged'>,
  manifest: string,
): void {
  for (const dir of dirs) {
    const there = builtBefore(placeIn(target, dir), outName)
    const [other] = there
    if (
      other === undefined ||
      there.includes(`${outName}_bg.wasm`) ||
      there.every((file) => file.endsWith('.d.ts'))
    )
      continue
    throw new CargoError('NOT_A_WASM_PACKAGE', {
      file: manifest,
      message: `${resolve(target.root, target.path, dir, other)} would be overwritten by the build of the crate, but no build wrote this file`,
      hint: 'move it away, or set out-name or out-dir in [package.metadata.nx-crane.wasm]',
    })
  }
}

function builtBefore(place: Place, outName: string): string[] {
  const names = new Set(WASM_GLUES.flatMap((glue) => moduleFiles(glue, outName)))
  const dir = realPlace(place)
  if (dir === null) return []
  const files = readdirSync(dir).filter((name) => names.has(name))
  const snippets = realPlace(placeIn(place, 'snippets'))
  const isModule = files.includes(`${outName}_bg.wasm`) && snippets !== null
  return [...files, ...(isModule ? listFiles(snippets).map((file) => `snippets/${file}`) : [])]
}

/** A link is replaced by the file, wherever it leads. */
function hasBytesOf(place: Place, other: string): boolean {
  const { directory, name } = holdParent(place, { make: true })
  try {
    const stats = lstatSync(directory.at(name), { throwIfNoEntry: false })
    return (
      stats?.isFile() === true &&
      readRegularFile(directory.at(name), { maxBytes: MOST_BUILT_BYTES }).equals(
        readRegularFile(other, { maxBytes: MOST_BUILT_BYTES }),
      )
    )
  } finally {
    directory[Symbol.dispose]()
  }
}
