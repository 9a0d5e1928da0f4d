import { lstatSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { type CargoUnit, readCargoUnits } from './cargo-units'

export interface LocalPackages {
  readonly targetDirectory: string
  /** The directory of the root manifest, in which the compiler runs. */
  readonly workspaceDir: string
  /** The packages of which there are sources here: name → directory, null where that is not known. */
  readonly dirs: ReadonlyMap<string, string | null>
}

/**
 * Makes cargo compile again what it would take for fresh although a source was put in place since: it compares times of
 * files alone, and `cp -p`, `tar`, `rsync -a` or a moved directory bring old ones. Nobody can set back the time at which
 * the system itself last changed an entry, so that is compared.
 *
 * Nothing is touched but what cargo itself remembers in its target directory. Returns the names of the packages, sorted.
 */
export function forgetPutBackSources({ targetDirectory, workspaceDir, dirs }: LocalPackages): string[] {
  const files = new PutBackFiles(workspaceDir, targetDirectory)
  const forgotten = new Set<string>()
  for (const unit of readCargoUnits(targetDirectory, new Set(dirs.keys()))) {
    if (!isFooled(unit, { files, workspaceDir, dir: dirs.get(unit.package) ?? null })) continue
    rmSync(unit.reference, { force: true })
    forgotten.add(unit.package)
  }
  return [...forgotten].sort()
}

interface UnitPlace {
  readonly files: PutBackFiles
  readonly workspaceDir: string
  readonly dir: string | null
}

function isFooled({ inputs, begun }: CargoUnit, { files, workspaceDir, dir }: UnitPlace): boolean {
  if (inputs.of === 'compilation')
    return inputs.files.some((file) => files.isPutBack(resolve(workspaceDir, file), begun))
  if (inputs.paths === null) return dir !== null && files.hasPutBack(dir, begun)
  return inputs.paths.some((path) => {
    if (dir === null && !isAbsolute(path)) return false
    return files.hasPutBack(resolve(dir ?? '', path), begun)
  })
}

/** Asks the disk about each path once. */
class PutBackFiles {
  readonly #workspaceDir: string
  readonly #targetDirectory: string
  readonly #entries = new Map<string, Entry | null>()
  readonly #below = new Map<string, readonly string[]>()

  constructor(workspaceDir: string, targetDirectory: string) {
    this.#workspaceDir = workspaceDir
    this.#targetDirectory = targetDirectory
  }

  /** Whether the file, or a directory on the way to it, got into place after `begun` with a time from before. */
  isPutBack(file: string, begun: bigint): boolean {
    for (let path = file; ; path = dirname(path)) {
      const entry = this.#entry(path)
      // What is not there, cargo misses by itself.
      if (entry !== null && entry.modified <= begun && entry.changed.some((time) => time > begun)) return true
      if (path === dirname(path) || !isBelow(this.#workspaceDir, dirname(path))) return false
    }
  }

  /** The same for a directory and all that is in it. */
  hasPutBack(path: string, begun: bigint): boolean {
    if (this.isPutBack(path, begun)) return true
    return this.#filesBelow(path).some((file) => this.isPutBack(file, begun))
  }

  #entry(path: string): Entry | null {
    const known = this.#entries.get(path)
    if (known !== undefined) return known
    const entry = readEntry(path)
    this.#entries.set(path, entry)
    return entry
  }

  /** Without what builds and package managers leave, and without hidden directories: cargo looks at neither. */
  #filesBelow(directory: string): readonly string[] {
    const known = this.#below.get(directory)
    if (known) return known
    const found: string[] = []
    const queue = [directory]
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      for (const entry of entriesIn(next)) {
        const path = join(next, entry.name)
        if (!entry.isDirectory()) found.push(path)
        else if (!isLeftBehind(entry.name) && path !== this.#targetDirectory) queue.push(path)
      }
    }
    this.#below.set(directory, found)
    return found
  }
}

interface Entry {
  /** When cargo thinks it was written. */
  readonly modified: bigint
  /** When the system last changed it, its content, its place or its attributes, and what it leads to. */
  readonly changed: readonly bigint[]
}

function readEntry(path: string): Entry | null {
  try {
    const own = lstatSync(path, { bigint: true })
    if (!own.isSymbolicLink()) return { modified: own.mtimeNs, changed: [own.ctimeNs] }
    // Cargo looks at the time of what a link leads to, whenever it began to lead there.
    const target = statSync(path, { bigint: true })
    return { modified: target.mtimeNs, changed: [own.ctimeNs, target.ctimeNs] }
  } catch {
    return null
  }
}

function entriesIn(directory: string) {
  try {
    return readdirSync(directory, { withFileTypes: true })
  } catch {
    return []
  }
}

function isLeftBehind(name: string): boolean {
  return name.startsWith('.') || ['target', 'node_modules', 'dist'].includes(name)
}

function isBelow(directory: string, path: string): boolean {
  const way = relative(directory, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
