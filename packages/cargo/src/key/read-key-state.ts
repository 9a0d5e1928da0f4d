import { type Place, placeIn, readSealed, type SealedFile, writeSealed } from '@nx-crane/files'
import type { KeyState, KeyStructure } from './key-state'

/** Where the state of the keys of one repository is kept between runs, and which code may believe it. */
export interface KeyStatePlace {
  /** Directory. */
  readonly memos: Place
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
  const state = readSealed(sealedFile(place, STATE))
  const structure = state && readSealed(sealedFile(place, STRUCTURE))
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
  const seal = structure.seal ?? writeSealed(sealedFile(place, STRUCTURE), printStructure(structure))
  if (seal === undefined) return
  const kept: KeptState = { ...state, structure: seal }
  writeSealed(sealedFile(place, STATE), JSON.stringify(kept))
}

function printStructure({ records, seal: _, ...structure }: KeyStructure): string {
  return [JSON.stringify(structure satisfies KeptStructure), ...records.map((record) => record())].join('\n')
}

function sealedFile({ memos, code }: KeyStatePlace, name: string): SealedFile {
  return { place: placeIn(memos, name), meaning: ['key state', code] }
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
