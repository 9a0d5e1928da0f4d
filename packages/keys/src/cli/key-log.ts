import { renameSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { appendFile, type Place, placeIn, readRegularFile, realPlace } from '@nx-crane/files'
import type { KeyNodes } from '../key-nodes'
import {
  addressesIn,
  type KeyRecord,
  nodeLine,
  parseKeyRecord,
  printBlock,
  type RecordLine,
} from '../key-record'

const FILE = 'key-inputs'
/** The log before the current one began. */
const OLD = 'key-inputs.old'
/** What a thousand crates have in a thousand edits. */
const MOST_BYTES = 64 * 1024 * 1024
/** Of more than this it is looked at what is recorded already. */
const FEW_LINES = 2000

/** What keys of a checkout were made from, written as keys are computed. What cannot be written or read explains nothing, and costs nothing else. */
export class KeyLog {
  readonly #memos: Place

  /** @param memos the directory */
  constructor(memos: Place) {
    this.#memos = memos
  }

  /**
   * Whether what earlier runs found is recorded. If not, all keys are to be put together anew: a log that is too long is put away, and
   * a new one begins.
   */
  isThere(): boolean {
    const path = this.#path(FILE)
    try {
      if (path === null) return false
      if (statSync(path).size <= MOST_BYTES) return true
      renameSync(path, join(dirname(path), OLD))
    } catch {
      // It is as if there were none.
    }
    return false
  }

  append(lines: readonly RecordLine[]): void {
    if (lines.length === 0) return
    try {
      const fresh = lines.length > FEW_LINES ? this.#unknown(lines) : lines
      if (fresh.length > 0) appendFile(placeIn(this.#memos, FILE), printBlock(fresh))
    } catch {
      // A full disk, or one that is only read.
    }
  }

  /** All that is recorded, oldest first. */
  read(): KeyRecord {
    return joinRecords([OLD, FILE].flatMap((name) => readRecord(this.#path(name)) ?? []))
  }

  /** The current log as it lies there; null where there is none that can be read. */
  readBytes(): Buffer | null {
    return readBytes(this.#path(FILE))
  }

  #unknown(lines: readonly RecordLine[]): readonly RecordLine[] {
    const bytes = this.readBytes()
    if (bytes === null) return lines
    const known = addressesIn(bytes)
    return lines.filter((line) => 'run' in line || !known.has(line[0] ?? ''))
  }

  #path(name: string): string | null {
    try {
      return realPlace(placeIn(this.#memos, name))
    } catch {
      return null
    }
  }
}

/** What keys were made from since this was asked last. */
export function linesOf(nodes: KeyNodes): RecordLine[] {
  return nodes.takeNew().map(([digest, inputs]) => nodeLine(digest, inputs))
}

/** Undefined where nothing is, or nothing that can be read. @param path null for what is not there */
export function readRecord(path: string | null): KeyRecord | undefined {
  const bytes = readBytes(path)
  return bytes === null ? undefined : parseKeyRecord(bytes)
}

function readBytes(path: string | null): Buffer | null {
  try {
    return path === null ? null : readRegularFile(path, { maxBytes: 4 * MOST_BYTES })
  } catch {
    return null
  }
}

/** Later ones count where runs or nodes are in several. */
export function joinRecords(records: readonly KeyRecord[]): KeyRecord {
  return {
    nodes: new Map(records.flatMap(({ nodes }) => [...nodes])),
    runs: records.flatMap(({ runs }) => runs),
    damaged: records.reduce((sum, { damaged }) => sum + damaged, 0),
  }
}
