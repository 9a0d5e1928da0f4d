import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { KeyState, KnownCrate } from './key-state'

/** Where the state of the keys of one repository is kept between runs, and which code may believe it. */
export interface KeyStatePlace {
  /** Directory. */
  readonly memoDir: string
  /** Of the code that computes keys: another version may see other things in the same files. */
  readonly code: string
}

type Head = Omit<KeyState, 'crates'> & {
  readonly crates: readonly Omit<KnownCrate, 'record'>[]
}

/** The state that was kept last; undefined when there is none, or it is damaged or another version's. */
export function readKeyState(place: KeyStatePlace): KeyState | undefined {
  try {
    const bytes = readFileSync(fileOf(place))
    const [seal, head, ...records] = linesOf(bytes)
    if (!seal || !head || seal.toString() !== sealOf(place, bytes.subarray(seal.length + 1))) return undefined
    const { crates, ...state } = JSON.parse(head.toString()) as Head
    return {
      ...state,
      crates: crates.map((known, index) => ({
        ...known,
        record: () => records[index]?.toString() ?? '',
      })),
    }
  } catch {
    return undefined
  }
}

/** Writes by rename. A state that cannot be written makes the next run slower, nothing else. */
export function writeKeyState(place: KeyStatePlace, state: KeyState): void {
  const path = fileOf(place)
  const temporary = `${path}.${process.pid}-${Date.now().toString(36)}`
  const crates = state.crates.map(({ record: _, ...known }) => known)
  const head: Head = { ...state, crates }
  const records = state.crates.map(({ record }) => record())
  const bytes = Buffer.from([JSON.stringify(head), ...records].join('\n'))
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${sealOf(place, bytes)}\n`), bytes]))
    renameSync(temporary, path)
  } catch {
    rmSync(temporary, { force: true })
  }
}

function fileOf({ memoDir }: KeyStatePlace): string {
  return join(memoDir, 'keys.jsonl')
}

function sealOf({ code }: KeyStatePlace, bytes: Buffer): string {
  return createHash('sha256').update(`${code}\n`).update(bytes).digest('hex')
}

/** Most lines are never looked at, so none is made a text yet. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let start = 0; start <= bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, start)
    const stop = end === -1 ? bytes.length : end
    lines.push(bytes.subarray(start, stop))
    start = stop + 1
  }
  return lines
}

const NEWLINE = 10
