import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularText, readSealed, type SealedFile, stateDirectory, writeSealed } from '@nx-crane/files'
import { BUILD_ID } from '../build-id'
import { keysRoot } from '../key-directory'

interface WrittenDirectory {
  readonly signature: string
  /** Of the directory, which a file by rename changes, and of each file, which may be damaged where it lies. */
  readonly stamp: string
  readonly files: readonly string[]
}

type Directories = Readonly<{ [directory: string]: WrittenDirectory }>

const FILE = 'written-keys.json'
/** Well over the tick of a file system's clock: a directory may change once more in the tick it changed last. */
const SETTLED_MS = 2100

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
    if (this.#stampOf(directory, known.files)?.text !== known.stamp) return false
    this.#directories[directory] = known
    return true
  }

  /** Says that the directory was just seen to hold these keys. */
  note(directory: string, signature: string): void {
    const files = namesIn(`${this.#root}/${this.#keysRoot}/${directory}`)
    const stamp = this.#stampOf(directory, files)
    if (!stamp || this.#now - stamp.changed < SETTLED_MS) return
    this.#directories[directory] = { signature, stamp: stamp.text, files }
    this.#isChanged = true
  }

  /** Keeps what is known for the next run. What cannot be kept costs that run time, nothing else. */
  write(): void {
    if (!this.#isChanged || this.#boot === null || BUILD_ID === null) return
    const directories: Directories = { ...this.#known, ...this.#directories }
    writeSealed(sealedFile(this.#root, this.#boot), JSON.stringify(directories))
  }

  #stampOf(
    directory: string,
    files: readonly string[],
  ): { readonly text: string; readonly changed: number } | undefined {
    const place = `${this.#root}/${this.#keysRoot}/${directory}`
    const all = [place, ...files.map((name) => `${place}/${name}`)].map((path) =>
      statSync(path, { throwIfNoEntry: false }),
    )
    const found = all.filter((stats) => stats !== undefined)
    if (found.length < all.length) return undefined
    return {
      text: found.map(({ mtimeMs, ctimeMs, ino }) => `${mtimeMs} ${ctimeMs} ${ino}`).join('\n'),
      changed: Math.max(...found.map(({ ctimeMs }) => ctimeMs)),
    }
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
