import type { KeyedTask } from './result-key'

/** The kinds of tasks whose results are files; of the others there is only what they printed. */
export type LeavingKind = 'build' | 'doc' | 'wasm'

export function leavesFiles(kind: KeyedTask['kind']): kind is LeavingKind {
  return kind === 'build' || kind === 'doc' || kind === 'wasm'
}
