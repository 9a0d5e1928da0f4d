import type { Crate } from './crate'
import type { CratePart } from './sources/crate-files'
import { isDynamicLibrary } from './wasm/wasm-crate'

/** What a target of some kind looks at: what its key is made from. */
export interface KindScope {
  /** Parts of the crate beyond the library and its build script, which every kind but `format` needs. */
  readonly parts: readonly CratePart[]
  /** `cfg(test)` is on, and dev-dependencies are there. */
  readonly tests: boolean
  /** What is compiled is run, and may read any file of the crate. */
  readonly runs: boolean
  readonly documents: boolean
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
  toolFiles: [],
  profile: 'dev',
}

/** All that is true of the targets of one kind, wherever they are. A kind that is cached must have a key. */
export type TargetTraits = {
  /** The part of `nx-crane:EXECUTOR` after the colon. */
  readonly executor: 'key' | 'cargo' | 'cargo-run' | 'wasm' | 'cargo-dependencies'
  /** Which crates have it; `workspaces` are the roots of Cargo workspaces and crates that stand alone, and those with a configuration of their own. */
  readonly of: 'every crate' | 'programs' | 'benches' | 'wasm crates' | 'workspaces'
  /** What Nx shows of it. */
  readonly description: string
  /** Where it puts files, inside the crate, unless options say otherwise; null where it leaves none. */
  readonly leaves: string | null
  /** Whether the flake has a derivation for it. */
  readonly nix: boolean
} & (
  | { readonly cached: true; readonly key: KindScope }
  | { readonly cached: false; readonly key: KindScope | null }
)

/**
 * The targets of crates. What else there is to a kind follows from its entry here, and what cannot follow (the options' schema, the
 * flake's checks, the documentation) is compared with it by `target-kinds.test.ts` of the plugin. The order is that in which Nx shows them,
 * and in which cargo runs those of one batch.
 */
export const TARGETS = {
  key: {
    executor: 'key',
    of: 'every crate',
    description: 'Computes the cache keys of the crate’s other targets.',
    leaves: null,
    nix: false,
    cached: false,
    key: null,
  },
  build: {
    executor: 'cargo',
    of: 'every crate',
    description: 'Builds the crate with Cargo; binaries and native libraries are copied to dist/cargo.',
    leaves: 'dist/cargo',
    nix: true,
    cached: true,
    key: PLAIN,
  },
  test: {
    executor: 'cargo',
    of: 'every crate',
    description: 'Runs the crate’s tests and doc tests.',
    leaves: null,
    nix: true,
    cached: true,
    key: { ...PLAIN, parts: ['bins', 'examples', 'tests'], tests: true, runs: true, profile: 'test' },
  },
  lint: {
    executor: 'cargo',
    of: 'every crate',
    description: 'Runs clippy; a warning is a failure.',
    leaves: null,
    nix: true,
    cached: true,
    key: {
      ...PLAIN,
      parts: ['bins', 'examples', 'tests', 'benches'],
      tests: true,
      toolFiles: ['clippy.toml', '.clippy.toml'],
    },
  },
  format: {
    executor: 'cargo',
    of: 'every crate',
    description: 'Checks the formatting with rustfmt.',
    leaves: null,
    nix: true,
    cached: true,
    key: {
      ...PLAIN,
      parts: ['bins', 'examples', 'tests', 'benches'],
      tests: true,
      toolFiles: ['rustfmt.toml', '.rustfmt.toml'],
    },
  },
  doc: {
    executor: 'cargo',
    of: 'every crate',
    description: 'Builds the crate’s documentation into dist/doc.',
    leaves: 'dist/doc',
    nix: true,
    cached: true,
    key: { ...PLAIN, documents: true },
  },
  run: {
    executor: 'cargo-run',
    of: 'programs',
    description: 'Runs the binary',
    leaves: null,
    nix: false,
    cached: false,
    key: null,
  },
  bench: {
    executor: 'cargo-run',
    of: 'benches',
    description: 'Runs the crate’s benchmarks.',
    leaves: null,
    nix: false,
    cached: false,
    key: { ...PLAIN, parts: ['bins', 'benches'], tests: true, runs: true, profile: 'bench' },
  },
  wasm: {
    executor: 'wasm',
    of: 'wasm crates',
    description: 'Builds the WebAssembly package that TypeScript imports.',
    leaves: 'pkg',
    nix: true,
    cached: true,
    key: { ...PLAIN, parts: [], profile: 'release' },
  },
  audit: {
    executor: 'cargo-dependencies',
    of: 'workspaces',
    description: 'Looks for known vulnerabilities in what Cargo.lock names, with cargo-audit.',
    leaves: null,
    nix: false,
    cached: false,
    key: null,
  },
  deny: {
    executor: 'cargo-dependencies',
    of: 'workspaces',
    description: 'Checks advisories, licences, bans and sources of dependencies with cargo-deny.',
    leaves: null,
    nix: false,
    cached: false,
    key: null,
  },
} as const satisfies Readonly<Record<string, TargetTraits>>

export type TargetKind = keyof typeof TARGETS

/** The kinds whose entry has these traits. */
type KindsWith<Traits> = { [K in TargetKind]: (typeof TARGETS)[K] extends Traits ? K : never }[TargetKind]

/** The kinds that have a key. */
export type TaskKind = KindsWith<{ readonly key: KindScope }>
/** The kinds whose results are kept. */
export type CachedKind = KindsWith<{ readonly cached: true }>
/** The kinds that Nix may build; the others have results that are not kept. */
export type NixKind = KindsWith<{ readonly nix: true }>
/** The kinds whose results are files; of the others there is only what they printed. */
export type LeavingKind = KindsWith<{ readonly leaves: string }>
/** The kinds that one cargo makes for many crates. */
export type CrateTaskKind = KindsWith<{ readonly executor: 'cargo' }>
/** The kinds that cargo runs for one crate, with the terminal. */
export type RunKind = KindsWith<{ readonly executor: 'cargo-run' }>

/** The kinds that look at what crates depend on. */
export type DependencyCheckKind = KindsWith<{ readonly executor: 'cargo-dependencies' }>

export const TARGET_KINDS = Object.keys(TARGETS) as TargetKind[]
export const TASK_KINDS = TARGET_KINDS.filter((kind): kind is TaskKind => TARGETS[kind].key !== null)
export const CACHED_KINDS = TARGET_KINDS.filter((kind): kind is CachedKind => TARGETS[kind].cached)
export const NIX_KINDS = TARGET_KINDS.filter((kind): kind is NixKind => TARGETS[kind].nix)
export const CRATE_TASK_KINDS = TARGET_KINDS.filter(
  (kind): kind is CrateTaskKind => TARGETS[kind].executor === 'cargo',
)

/** What the key of a kind is made from. */
export function scopeOf(kind: TaskKind): KindScope {
  return TARGETS[kind].key
}

/** The profile that a kind of task is compiled with when nothing else is said. */
export function defaultProfile(kind: TaskKind): string {
  return scopeOf(kind).profile
}

/**
 * Cargo's own profiles of tests and benches, which a kind of task that is for neither uses only if it is asked to by name. The executors refuse
 * that, so its key need not hold them.
 */
export function foreignProfiles(kind: TaskKind): string[] {
  return ['test', 'bench'].filter((profile) => profile !== defaultProfile(kind))
}

export function leavesFiles(kind: TargetKind): kind is LeavingKind {
  return TARGETS[kind].leaves !== null
}

/**
 * Whether the crate can have a target of this kind, by itself: what lies beside its manifest is not looked at. Not every dynamic library is a WebAssembly package: which ones are, the whole
 * repository says.
 */
export function canHaveTarget(crate: Pick<Crate, 'crateTargets'>, kind: TargetKind): boolean {
  const has = (name: string) => crate.crateTargets.some((target) => target.kind.includes(name))
  switch (TARGETS[kind].of) {
    case 'every crate':
      return true
    case 'programs':
      return has('bin')
    case 'benches':
      return has('bench')
    case 'wasm crates':
      return isDynamicLibrary(crate)
    case 'workspaces':
      return false
  }
}

/** The kinds of tasks with a key that a crate has. */
export function taskKindsOf(crate: Pick<Crate, 'crateTargets'>): TaskKind[] {
  return TASK_KINDS.filter((kind) => canHaveTarget(crate, kind))
}
