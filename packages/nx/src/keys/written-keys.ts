import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { replaceFile, stateDirectory } from '@nx-crane/files'
import { BUILD_ID } from '../build-id'
import { keysRoot } from '../key-directory'

interface WrittenDirectory {
  readonly signature: string
  /** Of the directory: what is written into it by rename, or removed, changes it. */
  readonly stamp: string
}

interface Kept {
  readonly code: string
  /** Of the system's start: what lay in its memory when it went down may never have reached the disk. */
  readonly boot: string
  readonly directories: Readonly<{ [directory: string]: WrittenDirectory }>
}

const FILE = 'written-keys.json'
/** Well over the tick of a file system's clock: a directory may change once more in the tick it changed last. */
const SETTLED_MS = 2100

/** Which key directories are known to hold which keys, so that a thousand crates are a thousand questions and not six thousand files. */
export class WrittenKeys {
  readonly #root: string
  readonly #keysRoot: string
  readonly #boot = readBoot()
  readonly #now = Date.now()
  readonly #known: Kept['directories']
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
    if (known?.signature !== signature || this.#stampOf(directory)?.text !== known.stamp) return false
    this.#directories[directory] = known
    return true
  }

  /** Says that the directory was just seen to hold these keys. */
  note(directory: string, signature: string): void {
    const stamp = this.#stampOf(directory)
    if (!stamp || this.#now - stamp.changed < SETTLED_MS) return
    this.#directories[directory] = { signature, stamp: stamp.text }
    this.#isChanged = true
  }

  /** Keeps what is known for the next run. What cannot be kept costs that run time, nothing else. */
  write(): void {
    if (!this.#isChanged || this.#boot === null || BUILD_ID === null) return
    const kept: Kept = {
      code: BUILD_ID,
      boot: this.#boot,
      directories: { ...this.#known, ...this.#directories },
    }
    try {
      const path = join(stateDirectory(this.#root), FILE)
      replaceFile({ root: this.#root, path }, JSON.stringify(kept))
    } catch {
      // A full disk or a read-only one.
    }
  }

  #stampOf(directory: string): { text: string; changed: number } | undefined {
    const stats = statSync(`${this.#root}/${this.#keysRoot}/${directory}`, { throwIfNoEntry: false })
    return stats && { text: `${stats.mtimeMs} ${stats.ctimeMs} ${stats.ino}`, changed: stats.ctimeMs }
  }
}

/** Null where the system does not say: then nothing is known. */
function readBoot(): string | null {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return null
  }
}

function readKept(root: string, boot: string): Kept['directories'] {
  try {
    const kept = JSON.parse(readFileSync(join(root, stateDirectory(root), FILE), 'utf8')) as Kept
    return BUILD_ID !== null && kept.code === BUILD_ID && kept.boot === boot ? kept.directories : {}
  } catch {
    return {}
  }
}
