import { join } from 'node:path'
import { CargoError } from '../../cargo-error'
import type { CrateId } from '../../crate'
import type { CrateEntry } from '../../key/crate-entry'
import { CrateKeys } from '../../key/crate-keys'
import type { KeyInput } from '../../key/key-input'
import type { KeyState } from '../../key/key-state'
import { ManifestTables } from '../../key/manifest-tables'
import { readCargoConfigs } from '../../key/read-cargo-configs'
import { FileMemo } from '../../key/read-file-memo'
import { type KeyStatePlace, readKeyState, writeKeyState } from '../../key/read-key-state'
import { readSourceFiles } from '../../key/read-source-files'
import { readToolchainChannel } from '../../key/read-toolchain-channel'
import type { TaskKind } from '../../key/task-kind'
import type { TaskSettings } from '../../key/task-settings'
import { WorkspaceInputs } from '../../key/workspace-inputs'
import { rustcVersion, wasmToolInputs } from '../toolchain'
import { computeContributions } from './compute-contributions'
import type { Contributions } from './contributions'
import { ConsultedEnvironment } from './key-environment'
import { recallContributions } from './recall-contributions'

export interface KeyRequest {
  readonly crate: CrateId
  /** All that the crate has when left out. */
  readonly kinds?: readonly TaskKind[]
  readonly settings?: TaskSettings
}

export interface ComputeKeysOptions {
  /** The repository's root, absolute. */
  readonly root: string
  /** Where to keep what was found in files, between runs. */
  readonly memoDir: string
  /** What code this is; without it only files are remembered between runs, and not what was concluded from them. */
  readonly code?: string | null
  /** All crates and kinds when left out. */
  readonly requests?: readonly KeyRequest[]
  readonly environment?: NodeJS.ProcessEnv
  /** `platform-architecture` of this machine when left out. */
  readonly system?: string
  /** Where to look for crates; everywhere when left out. */
  readonly manifests?: readonly string[]
  /** Whether to say what went into the keys, which takes looking at everything anew. */
  readonly explain?: boolean
}

export type ComputedKey = {
  readonly crate: CrateId
  /** The crate's name, or its id where it has none. */
  readonly name: string
  readonly kind: TaskKind
} & (
  | {
      /** SHA-256 of what went into the key, in hexadecimal. */
      readonly digest: string
      /** SHA-256 of what the crate and those that it needs contribute to it, whatever the compiler and its settings are. */
      readonly own: string
      /** What a result depends on beside `own`, by the profile that it is made with; empty where profiles do not count. */
      readonly profiles: Readonly<Record<string, string>>
      /** All that went into it, in order; empty unless it was to be explained. */
      readonly inputs: readonly KeyInput[]
      readonly error: null
    }
  | { readonly digest: null; readonly error: CargoError }
)

/**
 * The cache keys of crates: for each request one for each kind, in order. What cannot be computed is an error in the
 * result of the crate and kind at hand; the others have their keys.
 */
export function computeKeys(options: ComputeKeysOptions): ComputedKey[] {
  const contributions = recalled(options) ?? computed(options)
  const keys = combinedKeys(contributions, options)
  const place = placeOf(options)
  const requests = options.requests ?? contributions.crates.map((crate) => ({ crate }))
  const found = requests.flatMap((request) => computeRequest(request, { contributions, keys, options }))
  if (place && keys.isNew) keepState(place, contributions, keys)
  return found
}

/** For the next run. Without a compiler, say, there are no keys, and nothing is kept. */
function keepState(place: KeyStatePlace, contributions: Contributions, keys: CrateKeys): void {
  const keysOf = (entry: CrateEntry) => {
    const known: Partial<Record<TaskKind, string>> = {}
    for (const kind of Object.keys(entry.kinds) as TaskKind[]) {
      const key = keys.of(entry, kind)
      if (key) known[kind] = key.own
    }
    return known
  }
  try {
    const foundation = contributions.foundation()
    const crates = foundation.crates.map((each) => ({ ...each, keys: keysOf(each.entry) }))
    writeKeyState(place, { ...foundation, crates })
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
  }
}

function recalled(options: ComputeKeysOptions): Contributions | undefined {
  const { root } = options
  const place = placeOf(options)
  // Who asks for all crates there are wants to hear of those that nobody knows yet.
  const isLimited = options.requests !== undefined || options.manifests !== undefined
  const state = place && isLimited && !options.explain ? readKeyState(place) : undefined
  if (!place || !state || !isOfThese(state, options.manifests)) return undefined
  return recallContributions(state, {
    root,
    kinds: kindsOf(options),
    environment: options.environment ?? process.env,
    files: () => readSourceFiles(root, new FileMemo(null)),
  })
}

function isOfThese(state: KeyState, manifests: readonly string[] | undefined): boolean {
  const known = new Set(state.manifests)
  return manifests === undefined || manifests.every((manifest) => known.has(manifest))
}

function computed(options: ComputeKeysOptions): Contributions {
  const { root, memoDir, manifests } = options
  const memo = new FileMemo(memoDir)
  const place = placeOf(options)
  const contributions = computeContributions({
    root,
    ...(manifests ? { manifests } : {}),
    kinds: kindsOf(options),
    all: place !== null || options.requests === undefined,
    files: readSourceFiles(root, memo),
    environment: new ConsultedEnvironment(options.environment ?? process.env),
  })
  memo.write()
  return contributions
}

function placeOf({ memoDir, code }: ComputeKeysOptions): KeyStatePlace | null {
  return code ? { memoDir, code } : null
}

function kindsOf({ requests }: ComputeKeysOptions): Map<CrateId, readonly TaskKind[]> {
  const kinds = new Map<CrateId, TaskKind[]>()
  for (const request of requests ?? []) {
    kinds.set(request.crate, [...(kinds.get(request.crate) ?? []), ...(request.kinds ?? [])])
  }
  return kinds
}

function combinedKeys(contributions: Contributions, options: ComputeKeysOptions): CrateKeys {
  const environment = options.environment ?? process.env
  const { root } = options
  const workspaces = new Map(contributions.workspaces.map((workspace) => [workspace.manifest, workspace]))
  return new CrateKeys({
    workspace: (manifest) => workspaces.get(manifest),
    entry: (id) => contributions.entries.get(id),
    ...(contributions.known ? { known: contributions.known } : {}),
    workspaces: new WorkspaceInputs(
      {
        environment,
        builder: 'cargo',
        system: options.system ?? `${process.platform}-${process.arch}`,
        toolchain: toolchainsOf(options),
        configs: (dir) => readCargoConfigs(join(root, dir), root, environment),
      },
      new ManifestTables(contributions.tree),
    ),
  })
}

interface Combination {
  readonly contributions: Contributions
  readonly keys: CrateKeys
  readonly options: ComputeKeysOptions
}

function computeRequest(request: KeyRequest, combination: Combination): ComputedKey[] {
  const { contributions } = combination
  const { crate } = request
  const entry = contributions.entries.get(crate)
  const kinds = request.kinds ?? (entry ? kindsKnown(crate, combination) : (['build'] as const))
  return kinds.map((kind) => computeKey(request, kind, combination))
}

/** Also those that could not be computed. */
function kindsKnown(crate: CrateId, { contributions }: Combination): TaskKind[] {
  const entry = contributions.entries.get(crate)
  return ALL_KINDS.filter(
    (kind) => entry?.kinds[kind] !== undefined || contributions.errorOf(crate, kind) !== undefined,
  )
}

const ALL_KINDS: readonly TaskKind[] = ['build', 'test', 'lint', 'format', 'doc', 'bench', 'wasm']

function computeKey(
  { crate, settings }: KeyRequest,
  kind: TaskKind,
  { contributions, keys, options }: Combination,
): ComputedKey {
  const entry = contributions.entries.get(crate)
  const place = { crate, name: entry?.name ?? crate, kind }
  try {
    const fault = contributions.errorOf(crate, kind)
    if (fault) throw fault
    const key = entry && keys.of(entry, kind, settings)
    if (!key) throw noSuchKind(crate, kind)
    const { digest, own } = key
    const made = { ...place, digest, own, profiles: keys.profiles(entry, kind), error: null }
    if (!options.explain) return { ...made, inputs: [] }
    const found = contributions.explain(crate, kind)
    const inputs = [
      ...key.common.inputs,
      ...(found?.library ?? []),
      ...keys.dependencies(entry, kind),
      ...(found?.own ?? []),
    ]
    return { ...made, inputs }
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
    return { ...place, digest: null, error }
  }
}

function noSuchKind(crate: CrateId, kind: TaskKind): CargoError {
  return new CargoError('NO_SUCH_CRATE', {
    file: crate,
    message: `has nothing to ${kind}`,
    hint: 'check that the manifest is there and has a [package] table',
  })
}

/** The compiler's inputs for each directory and kind, asked for once. */
function toolchainsOf(options: ComputeKeysOptions): (dir: string, kind: TaskKind) => readonly KeyInput[] {
  const { root, memoDir, environment } = options
  const known = new Map<string, readonly KeyInput[]>()
  return (dir, kind) => {
    const isWasm = kind === 'wasm'
    const place = `${isWasm}\0${dir}`
    const asked = known.get(place)
    if (asked) return asked
    const at = join(root, dir)
    const asking = { memoDir, ...(environment ? { environment } : {}) }
    const inputs = [
      { what: 'toolchain: asked for', value: readToolchainChannel(at) ?? 'none' },
      { what: 'toolchain: rustc', value: rustcVersion(at, asking) },
      ...(isWasm ? wasmToolInputs(at, asking) : []),
    ]
    known.set(place, inputs)
    return inputs
  }
}
