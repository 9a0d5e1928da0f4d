import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, readRegularFile } from '@nx-crane/files'
import { IGNORED_FILE } from './observed-places'
import { type ObserverLog, parseObserverLog } from './parse-observer-log'

/** The logs in a directory. */
export interface ReadLogs {
  readonly logs: readonly ObserverLog[]
  /** What is wrong with those that are missing, one sentence each. */
  readonly damaged: readonly string[]
}

/** More than this a process does not write, by far. */
const MOST_LOG_BYTES = 32 * 1024 * 1024
const MOST_LOGS = 200_000

/** The logs of one run. Each is parsed once, and again only if its process has written more. */
export class ObserverLogs {
  readonly #directory: string
  readonly #parsed = new Map<string, { readonly stamp: string; readonly log: ObserverLog | string }>()

  constructor(directory: string) {
    this.#directory = directory
  }

  /** Throws where the directory cannot be listed. */
  read(): ReadLogs {
    const names = readdirSync(this.#directory).filter((name) => name !== IGNORED_FILE)
    const logs: ObserverLog[] = []
    const damaged = new Set<string>()
    if (names.length > MOST_LOGS)
      damaged.add(`${names.length} processes wrote logs: not all of them were read`)
    for (const name of names.slice(0, MOST_LOGS)) {
      const log = this.#log(name)
      if (typeof log === 'string') damaged.add(log)
      else logs.push(log)
    }
    return { logs, damaged: [...damaged] }
  }

  /** What is wrong with it, if it cannot be used. */
  #log(name: string): ObserverLog | string {
    try {
      const path = join(this.#directory, name)
      const { size, mtimeMs } = lstatSync(path)
      const stamp = `${size} ${mtimeMs}`
      const known = this.#parsed.get(name)
      if (known?.stamp === stamp) return known.log
      const bytes = readRegularFile(path, { maxBytes: MOST_LOG_BYTES })
      const log = parseObserverLog(name, bytes) ?? 'a log is damaged'
      this.#parsed.set(name, { stamp, log })
      return log
    } catch (error) {
      return `a log cannot be read: ${messageOf(error)}`
    }
  }
}
