import {
  closeSync,
  constants,
  copyFileSync,
  type Dirent,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from 'node:fs'
import { basename, resolve } from 'node:path'
import {
  type HeldDirectory,
  holdDirectory,
  holdTemporaries,
  lockPlace,
  type Place,
  realPlace,
  removePath,
  temporaryName,
  writingAt,
} from '@nx-crane/files'
import { CargoError } from '@nx-crane/graph'

/**
 * Makes the directory hold exactly copies of these files. A file that is the same already keeps its modification time,
 * a new one appears whole by rename. Without files the directory goes. Refuses a directory that holds more than artifacts.
 */
export function writeArtifacts(place: Place, files: readonly string[]): void {
  using _lock = lockPlace(place)
  checkArtifactDirectory(place)
  if (files.length === 0) {
    removePath(place)
    return
  }
  writingAt(place, () => {
    using directory = holdDirectory(place, { make: true })
    using temporaries = holdTemporaries(place.root, directory)
    const names = new Set(files.map((file) => basename(file)))
    for (const entry of readdirSync(directory.at(), { withFileTypes: true })) {
      if (!names.has(entry.name) || !entry.isFile()) rmSync(directory.at(entry.name), { force: true })
    }
    for (const file of files) {
      if (!isCopy(file, directory)) copyInto(directory, { file, temporaries })
    }
  })
}

function copyInto(
  directory: HeldDirectory,
  { file, temporaries }: { readonly file: string; readonly temporaries: HeldDirectory },
): void {
  const temporary = temporaries.at(temporaryName())
  try {
    copyFileSync(file, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    renameSync(temporary, directory.at(basename(file)))
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Throws where {@link writeArtifacts} would refuse to write. */
export function checkArtifactDirectory(place: Place): void {
  refuseSources(place, entriesOf(place))
}

function entriesOf(place: Place): Dirent[] {
  return writingAt(place, () => {
    const real = realPlace(place)
    return real === null ? [] : readdirSync(real, { withFileTypes: true })
  })
}

const SOURCE_FILE = /^(Cargo\.toml|Cargo\.lock|package\.json)$|\.(rs|ts|js)$/

/** Artifacts lie flat: a directory among them means that this one is somebody's work. */
function refuseSources(place: Place, entries: readonly Dirent[]): void {
  const source = entries.find((entry) => entry.isDirectory() || SOURCE_FILE.test(entry.name))
  if (!source) return
  throw new CargoError('OUTPUT_DIRECTORY_IN_USE', {
    message: `${pathOf(place)} cannot be an output directory: it contains ${source.name}, and files of earlier runs are removed from it`,
    hint: 'set the option "outputDir" to a separate directory',
  })
}

function pathOf({ root, path }: Place): string {
  return resolve(root, path)
}

const CHUNK_BYTES = 1 << 20
const NO_LINK = constants.O_RDONLY | constants.O_NOFOLLOW

function isCopy(file: string, directory: HeldDirectory): boolean {
  const copy = directory.at(basename(file))
  const present = statSync(copy, { throwIfNoEntry: false })
  return present?.isFile() === true && isAlike(statSync(file), present) && haveSameBytes(file, copy)
}

function isAlike(a: Stats, b: Stats): boolean {
  return a.size === b.size && (a.mode & 0o777) === (b.mode & 0o777)
}

function haveSameBytes(left: string, right: string): boolean {
  const from = openSync(left, constants.O_RDONLY)
  const to = openSync(right, NO_LINK)
  try {
    const { size } = fstatSync(from)
    const [x, y] = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)]
    for (let position = 0; position < size; position += CHUNK_BYTES) {
      const length = Math.min(CHUNK_BYTES, size - position)
      readSync(from, x, 0, length, position)
      readSync(to, y, 0, length, position)
      if (x.compare(y, 0, length, 0, length) !== 0) return false
    }
    return true
  } finally {
    closeSync(from)
    closeSync(to)
  }
}
