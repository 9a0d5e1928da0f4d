import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import {
  FileStats,
  firstChange,
  type Observation,
  readRegularText,
  readSealed,
  type SealedFile,
  stateDirectory,
  writeSealed,
} from '@nx-crane/files'
import { BUILD_ID } from '../build-id'
import { keysRoot } from '../key-directory'

interface WrittenDirectory {
  readonly signature: string
  /** Of the directory, which a file by rename changes, and of each file, which may be damaged where it lies. */
  readonly observations: readonly Observation[]
}

type Directories = Readonly<{ [directory: string]: WrittenDirectory }>

const FILE = 'written-keys.json'

/** Which key directories are known to hold which keys, so that of a thousand crates no key file is read. */
export class WrittenKeys {
  readonly #root: string
  readonly #keysRoot: string
  readonly #boot = readBoot()
  readonly #now = Date.now()
  readonly #known: Directories
  readonly #directories: { [directory: string]: WrittenDirectory } = {}
  #isChanged = false

  /** @param root absolute path of the Nx workspace */
  constructor(root: string) {
    this.#root = root
    this.#keysRoot = keysRoot(stateDirectory(root))
    this.#known = this.#boot === null ? {} : readKept(root, this.#boot)
  }

  /**
   * Whether the directory holds the keys that `signature` stands for.
   *
   * @param directory name below {@link keysRoot}
   */
  holds(directory: string, signature: string): boolean {
    const known = this.#known[directory]
    if (known?.signature !== signature) return false
    if (firstChange(known.observations, { stats: this.#stats(directory), ask: () => null })) return false
    this.#directories[directory] = known
    return true
  }

  /** Says that the directory was just seen to hold these keys. */
  note(directory: string, signature: string): void {
    const stats = this.#stats(directory)
    const observations = ['', ...namesIn(this.#placeOf(directory))].map(
      (path): Observation => ['key', path, stats.settledStamp(path, this.#now), null],
    )
    const isThere = stats.of('').stats !== undefined
    if (!isThere || observations.some(([, , stamp]) => stamp === null)) return
    this.#directories[directory] = { signature, observations }
    this.#isChanged = true
  }

  /** Keeps what is known for the next run. What cannot be kept costs that run time, nothing else. */
  write(): void {
    if (!this.#isChanged || this.#boot === null || BUILD_ID === null) return
    const directories: Directories = { ...this.#known, ...this.#directories }
    writeSealed(sealedFile(this.#root, this.#boot), JSON.stringify(directories))
  }

  #stats(directory: string): FileStats {
    return new FileStats(this.#placeOf(directory))
  }

  #placeOf(directory: string): string {
    return `${this.#root}/${this.#keysRoot}/${directory}`
  }
}

function namesIn(place: string): string[] {
  try {
    return readdirSync(place).sort()
  } catch {
    return []
  }
}

/** Null where the system does not say: then nothing is known. */
function readBoot(): string | null {
  try {
    return readRegularText('/proc/sys/kernel/random/boot_id').trim()
  } catch {
    return null
  }
}

function readKept(root: string, boot: string): Directories {
  if (BUILD_ID === null) return {}
  const sealed = readSealed(sealedFile(root, boot))
  return sealed ? (JSON.parse(sealed.body.toString()) as Directories) : {}
}

/** @param boot of the system's start: what lay in its memory when it went down may never have reached the disk */
function sealedFile(root: string, boot: string): SealedFile {
  return {
    place: { root, path: join(stateDirectory(root), FILE) },
    meaning: ['written keys', BUILD_ID, boot],
  }
}
