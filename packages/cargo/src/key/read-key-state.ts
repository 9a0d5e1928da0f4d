import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { KeyState, KeyStructure } from './key-state'

/** Where the state of the keys of one repository is kept between runs, and which code may believe it. */
export interface KeyStatePlace {
  /** Directory. */
  readonly memoDir: string
  /** Of the code that computes keys: another version may see other things in the same files. */
  readonly code: string
}

/** Written when manifests, locks or names of files change, and read by lines that are mostly never looked at. */
const STRUCTURE = 'key-structure.jsonl'
/** Written after every edit. */
const STATE = 'key-state.json'

type KeptStructure = Omit<KeyStructure, 'records' | 'seal'>
type KeptState = Omit<KeyState, 'structure'> & { readonly structure: string }

/** The state that was kept last; undefined when there is none, or it is damaged or another version's. */
export function readKeyState(place: KeyStatePlace): KeyState | undefined {
  const state = readSealed(place, STATE)
  const structure = state && readSealed(place, STRUCTURE)
  if (!state || !structure) return undefined
  const kept = JSON.parse(state.body.toString()) as KeptState
  if (kept.structure !== structure.seal) return undefined
  const [head, ...records] = linesOf(structure.body)
  return {
    ...kept,
    structure: {
      ...(JSON.parse(head?.toString() ?? '') as KeptStructure),
      records: records.map((record) => () => record.toString()),
      seal: structure.seal,
    },
  }
}

/** Writes by rename. A state that cannot be written makes the next run slower, nothing else. */
export function writeKeyState(place: KeyStatePlace, { structure, ...state }: KeyState): void {
  const seal = structure.seal ?? writeSealed(place, STRUCTURE, printStructure(structure))
  if (seal === undefined) return
  const kept: KeptState = { ...state, structure: seal }
  writeSealed(place, STATE, JSON.stringify(kept))
}

function printStructure({ records, seal: _, ...structure }: KeyStructure): string {
  return [JSON.stringify(structure satisfies KeptStructure), ...records.map((record) => record())].join('\n')
}

/** The body of a file whose first line is the digest of the rest. */
function readSealed(place: KeyStatePlace, name: string): { body: Buffer; seal: string } | undefined {
  try {
    const bytes = readFileSync(join(place.memoDir, name))
    const end = bytes.indexOf(NEWLINE)
    const body = bytes.subarray(end + 1)
    const seal = sealOf(place, body)
    return bytes.subarray(0, end).toString() === seal ? { body, seal } : undefined
  } catch {
    return undefined
  }
}

/** The seal; undefined when the disk did not take it. */
function writeSealed(place: KeyStatePlace, name: string, text: string): string | undefined {
  const path = join(place.memoDir, name)
  const temporary = `${path}.${process.pid}-${Date.now().toString(36)}`
  const body = Buffer.from(text)
  const seal = sealOf(place, body)
  try {
    mkdirSync(place.memoDir, { recursive: true })
    writeFileSync(temporary, Buffer.concat([Buffer.from(`${seal}\n`), body]))
    renameSync(temporary, path)
    return seal
  } catch {
    rmSync(temporary, { force: true })
    return undefined
  }
}

function sealOf({ code }: KeyStatePlace, body: Buffer): string {
  return createHash('sha256').update(`${code}\n`).update(body).digest('hex')
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
