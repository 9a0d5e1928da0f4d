import { hash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Crate } from '../crate'
import type { KeyState, KnownCrate } from './key-state'

/** Where the state of the keys of one repository is kept between runs, and which code may believe it. */
export interface KeyStatePlace {
  /** Directory. */
  readonly memoDir: string
  /** Of the code that computes keys: another version may see other things in the same files. */
  readonly code: string
}

type Head = Omit<KeyState, 'crates'> & {
  readonly crates: readonly Omit<KnownCrate, 'crate'>[]
}

/** The state that was kept last; undefined when there is none, or it is damaged or another version's. */
export function readKeyState(place: KeyStatePlace): KeyState | undefined {
  try {
    const text = readFileSync(fileOf(place), 'utf8')
    const [seal = '', head = '', ...records] = text.split('\n')
    if (seal !== sealOf(place, text.slice(seal.length + 1))) return undefined
    const { crates, ...state } = JSON.parse(head) as Head
    return {
      ...state,
      crates: crates.map((known, index) => ({
        ...known,
        crate: () => JSON.parse(records[index] ?? '') as Crate,
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
  const crates = state.crates.map(({ crate: _, ...known }) => known)
  const head: Head = { ...state, crates }
  const records = state.crates.map(({ crate }) => JSON.stringify(crate()))
  const text = [JSON.stringify(head), ...records].join('\n')
  try {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(temporary, `${sealOf(place, text)}\n${text}`)
    renameSync(temporary, path)
  } catch {
    rmSync(temporary, { force: true })
  }
}

function fileOf({ memoDir }: KeyStatePlace): string {
  return join(memoDir, 'keys.jsonl')
}

function sealOf({ code }: KeyStatePlace, text: string): string {
  return hash('sha256', `${code}\n${text}`)
}
