import { type Place, placeIn, readSnapshotFile, type SealedFile, writeSnapshotFile } from '@nx-crane/files'
import type { TreeQuestion } from '@nx-crane/graph'
import type { KeyQuestion, KeySnapshot, KeyStructure } from './key-snapshot'

/** Where the snapshot of one repository is kept between runs, and which code may believe it. */
export interface KeySnapshotPlace {
  /** Directory. */
  readonly memos: Place
  /** Of the code that computes keys: another version may see other things in the same files. */
  readonly code: string
}

/** Written when manifests, locks or names of files change, and read by lines that are mostly never looked at. */
const STRUCTURE = 'key-structure.jsonl'
/** Written after every edit. */
const STATE = 'key-state.json'

type KeptStructure = Omit<KeyStructure, 'observations' | 'records' | 'seal'>
type KeptState = Omit<KeySnapshot, 'structure' | 'observations'> & { readonly structure: string }

/** The snapshot that was kept last; undefined when there is none, or it is damaged or another version's. */
export function readKeySnapshot(place: KeySnapshotPlace): KeySnapshot | undefined {
  const state = readSnapshotFile<KeyQuestion>(sealedFile(place, STATE))
  const structure = state && readSnapshotFile<TreeQuestion>(sealedFile(place, STRUCTURE))
  if (!state || !structure) return undefined
  const kept = JSON.parse(state.body.toString()) as KeptState
  if (kept.structure !== structure.seal) return undefined
  const [head, ...records] = linesOf(structure.body)
  return {
    ...kept,
    observations: state.observations,
    structure: {
      ...(JSON.parse(head?.toString() ?? '') as KeptStructure),
      observations: structure.observations,
      records: records.map((record) => () => record.toString()),
      seal: structure.seal,
    },
  }
}

/** Writes by rename. A snapshot that cannot be written makes the next run slower, nothing else. */
export function writeKeySnapshot(
  place: KeySnapshotPlace,
  { structure, observations, ...state }: KeySnapshot,
): void {
  const seal = structure.seal ?? writeStructure(place, structure)
  if (seal === undefined) return
  const kept: KeptState = { ...state, structure: seal }
  writeSnapshotFile(sealedFile(place, STATE), observations, JSON.stringify(kept))
}

function writeStructure(
  place: KeySnapshotPlace,
  { observations, records, seal: _, ...head }: KeyStructure,
): string | undefined {
  const lines = [JSON.stringify(head satisfies KeptStructure), ...records.map((record) => record())]
  return writeSnapshotFile(sealedFile(place, STRUCTURE), observations, lines.join('\n'))
}

function sealedFile({ memos, code }: KeySnapshotPlace, name: string): SealedFile {
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
