import type { Dirent } from 'node:fs'
import { chmod, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { CargoError } from '../cargo-error'

/**
 * Makes `directory` hold exactly copies of these files. A file that is the same already keeps its modification time,
 * a new one appears whole by rename. Without files the directory goes. Refuses a directory that holds more than artifacts.
 */
export async function writeArtifacts(directory: string, files: readonly string[]): Promise<void> {
  const existing = await entriesOf(directory)
  refuseSources(directory, existing)
  if (files.length === 0) return rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  const names = new Set(files.map((file) => basename(file)))
  for (const entry of existing) {
    if (!names.has(entry.name) || !entry.isFile()) await rm(join(directory, entry.name), { force: true })
  }
  for (const file of files) {
    const destination = join(directory, basename(file))
    if (await isSameFile(file, destination)) continue
    const temporary = join(directory, `.${basename(file)}.${process.pid}.tmp`)
    await copyFile(file, temporary)
    await chmod(temporary, (await stat(file)).mode & 0o777)
    await rename(temporary, destination)
  }
}

/** Throws where {@link writeArtifacts} would refuse to write. */
export async function checkArtifactDirectory(directory: string): Promise<void> {
  refuseSources(directory, await entriesOf(directory))
}

async function entriesOf(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw new CargoError('UNUSABLE_OUTPUT_DIRECTORY', {
      message: `cannot put artifacts into ${directory}: ${(error as Error).message}`,
      hint: 'remove what is in its place, or set the option "outputDir"',
      cause: error,
    })
  }
}

const SOURCE_FILE = /^(Cargo\.toml|Cargo\.lock|package\.json)$|\.(rs|ts|js)$/

/** Artifacts lie flat: a directory among them means that this one is somebody's work. */
function refuseSources(directory: string, entries: readonly Dirent[]): void {
  const source = entries.find((entry) => entry.isDirectory() || SOURCE_FILE.test(entry.name))
  if (!source) return
  throw new CargoError('OUTPUT_DIRECTORY_IN_USE', {
    message: `${directory} cannot be an output directory: it holds ${source.name}, and what earlier runs left in it is removed`,
    hint: 'set the option "outputDir" to a directory of its own',
  })
}

const CHUNK_BYTES = 1 << 20

async function isSameFile(left: string, right: string): Promise<boolean> {
  const [a, b] = await Promise.all([stat(left), stat(right).catch(() => null)])
  if (!b || a.size !== b.size || (a.mode & 0o777) !== (b.mode & 0o777)) return false
  const [from, to] = await Promise.all([open(left), open(right)])
  try {
    const [x, y] = [Buffer.alloc(CHUNK_BYTES), Buffer.alloc(CHUNK_BYTES)]
    for (let position = 0; position < a.size; position += CHUNK_BYTES) {
      const length = Math.min(CHUNK_BYTES, a.size - position)
      await Promise.all([from.read(x, 0, length, position), to.read(y, 0, length, position)])
      if (x.compare(y, 0, length, 0, length) !== 0) return false
    }
    return true
  } finally {
    await Promise.all([from.close(), to.close()])
  }
}
