import type { CratePart } from './crate-files'

/** What can be done with a crate and is cached by a key. */
export const TASK_KINDS = ['build', 'test', 'lint', 'format', 'doc', 'bench', 'wasm'] as const
export type TaskKind = (typeof TASK_KINDS)[number]

/** The profile that a kind of task is compiled with when nothing else is said. */
export function defaultProfile(kind: TaskKind): string {
  return KIND_SCOPES[kind].profile
}

/** What a task of some kind looks at. */
export interface KindScope {
  /** Parts of the crate beyond the library and its build script, which every kind but `format` needs. */
  readonly parts: readonly CratePart[]
  /** `cfg(test)` is on, and dev-dependencies are there. */
  readonly tests: boolean
  /** What is compiled is run, and may read any file of the crate. */
  readonly runs: boolean
  readonly documents: boolean
  /** Tables of `[lints]` that reach it. */
  readonly lints: readonly string[]
  /** Configuration files that its tool looks for, from the crate's directory upwards. */
  readonly toolFiles: readonly string[]
  /** The profile it is compiled with when nothing else is said. */
  readonly profile: string
}

const PLAIN: KindScope = {
  parts: ['bins'],
  tests: false,
  runs: false,
  documents: false,
  lints: ['rust'],
  toolFiles: [],
  profile: 'dev',
}

export const KIND_SCOPES: Readonly<Record<TaskKind, KindScope>> = {
  build: PLAIN,
  wasm: { ...PLAIN, parts: [], profile: 'release' },
  doc: { ...PLAIN, documents: true, lints: ['rust', 'rustdoc'] },
  test: { ...PLAIN, parts: ['bins', 'examples', 'tests'], tests: true, runs: true, profile: 'test' },
  bench: { ...PLAIN, parts: ['bins', 'benches'], tests: true, runs: true, profile: 'bench' },
  lint: {
    ...PLAIN,
    parts: ['bins', 'examples', 'tests', 'benches'],
    tests: true,
    lints: ['rust', 'clippy'],
    toolFiles: ['clippy.toml', '.clippy.toml'],
  },
  format: {
    ...PLAIN,
    parts: ['bins', 'examples', 'tests', 'benches'],
    tests: true,
    lints: [],
    toolFiles: ['rustfmt.toml', '.rustfmt.toml'],
  },
}
