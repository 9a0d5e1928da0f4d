import type { CrateId, WasmPackage } from '@nx-crane/graph'
import { CargoError, parentDir, TASK_KINDS, type TaskKind } from '@nx-crane/graph'
import type { CrateFingerprint } from '../crate-fingerprint'
import type { CrateKey, CrateKeys } from '../crate-keys'
import { canonicalJson, digestInputs, type KeyInput } from '../key-input'
import type { KeyNodes } from '../key-nodes'
import type { TaskSettings } from '../task-settings'
import { packagedTexts } from '../wasm-meaning'
import type { Fingerprints } from './fingerprints'

export interface KeyRequest {
  readonly crate: CrateId
  /** All that the crate has when left out. */
  readonly kinds?: readonly TaskKind[]
  readonly settings?: TaskSettings
  /** Of a wasm crate: where its package lies and what it holds. */
  readonly package?: WasmPackage
  /** What the environment of its tasks has beside that of all, by kind. */
  readonly environment?: ReadonlyMap<TaskKind, readonly KeyInput[]>
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
      /** SHA-256 of all else that goes into it, in hexadecimal. */
      readonly common: string
      /** What a result depends on beside `own`, by the profile that it is made with; empty where profiles do not count. */
      readonly profiles: Readonly<Record<string, string>>
      /** All that went into it, in order; empty unless it was to be explained. */
      readonly inputs: readonly KeyInput[]
      readonly error: null
    }
  | { readonly digest: null; readonly error: CargoError }
)

export interface KeyMaterial {
  readonly fingerprints: Fingerprints
  readonly keys: CrateKeys
  readonly nodes: KeyNodes
  /** Whether to say what went into the keys. */
  readonly explain: boolean
}

/** The keys that a request is about; what cannot be computed is an error in the result of the kind at hand. */
export function requestedKeys(request: KeyRequest, material: KeyMaterial): ComputedKey[] {
  const { fingerprints } = material
  const { crate } = request
  const fingerprint = fingerprints.fingerprints.get(crate)
  const kinds = request.kinds ?? (fingerprint ? kindsKnown(crate, material) : (['build'] as const))
  return kinds.map((kind) => computeKey(request, kind, material))
}

/** See {@link import('./compute-keys').CrateKeySet.signature}. */
export function signatureOf(request: KeyRequest, { fingerprints, keys }: KeyMaterial): string | null {
  const { crate } = request
  const fingerprint = fingerprints.fingerprints.get(crate)
  if (!fingerprint || TASK_KINDS.some((kind) => fingerprints.errorOf(crate, kind) !== undefined)) return null
  try {
    const further = TASK_KINDS.flatMap((kind) => {
      const inputs = furtherInputs(request, kind, fingerprints)
      return inputs.length === 0 ? [] : [`${kind} ${digestInputs(inputs)}`]
    })
    return [keys.signature(fingerprint), ...further].join(' ')
  } catch (error) {
    if (error instanceof CargoError) return null
    throw error
  }
}

/** Also those that could not be computed. */
function kindsKnown(crate: CrateId, { fingerprints }: KeyMaterial): TaskKind[] {
  const fingerprint = fingerprints.fingerprints.get(crate)
  return TASK_KINDS.filter(
    (kind) => fingerprint?.kinds[kind] !== undefined || fingerprints.errorOf(crate, kind) !== undefined,
  )
}

function computeKey(request: KeyRequest, kind: TaskKind, material: KeyMaterial): ComputedKey {
  const { crate, settings } = request
  const { fingerprints, keys, nodes, explain } = material
  const fingerprint = fingerprints.fingerprints.get(crate)
  const place = { crate, name: fingerprint?.name ?? crate, kind }
  try {
    const fault = fingerprints.errorOf(crate, kind)
    if (fault) throw fault
    const plain = fingerprint && keys.of(fingerprint, kind, settings)
    if (!plain) throw noSuchKind(crate, kind)
    const further = furtherInputs(request, kind, fingerprints)
    const key = further.length === 0 ? plain : withInputs(plain, further, nodes)
    let digest: string | undefined
    return {
      ...place,
      own: key.own,
      common: key.common.digest,
      inputs: explain ? [...inputsOf(fingerprint, kind, { key, material }), ...further] : [],
      error: null,
      get digest() {
        digest ??= key.digest
        return digest
      },
      get profiles() {
        return keys.profiles(fingerprint, kind)
      },
    }
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
    return { ...place, digest: null, error }
  }
}

function inputsOf(
  fingerprint: CrateFingerprint,
  kind: TaskKind,
  { key, material: { fingerprints, keys } }: { key: CrateKey; material: KeyMaterial },
): KeyInput[] {
  const found = fingerprints.explain(fingerprint.id, kind)
  return [
    ...key.common.inputs,
    ...(found?.library ?? []),
    ...keys.dependencies(fingerprint, kind),
    ...(found?.own ?? []),
    ...keys.wide.explain(fingerprint, kind),
  ]
}

/** The same module in other files is another package, and with other variables it may be another module. */
function furtherInputs(request: KeyRequest, kind: TaskKind, { tree }: Fingerprints): KeyInput[] {
  const planned = kind === 'wasm' ? request.package : undefined
  return [
    ...(planned ? [packageInput(planned), ...packagedTexts(parentDir(request.crate), planned, tree)] : []),
    // rustfmt asks for none.
    ...(kind === 'format' ? [] : (request.environment?.get(kind) ?? [])),
  ]
}

function withInputs(key: CrateKey, further: readonly KeyInput[], nodes: KeyNodes): CrateKey {
  const own = nodes.digest([{ what: 'own', value: key.own }, ...further])
  return {
    common: key.common,
    own,
    get digest() {
      return nodes.digest([
        { what: 'workspace', value: key.common.digest },
        { what: 'own', value: own },
      ])
    },
  }
}

function packageInput(planned: WasmPackage): KeyInput {
  return { what: 'package: where it lies and what it holds', value: canonicalJson(planned) }
}

function noSuchKind(crate: CrateId, kind: TaskKind): CargoError {
  return new CargoError('NO_SUCH_CRATE', {
    file: crate,
    message: `has nothing to ${kind}`,
    hint: 'check that the manifest is there and has a [package] table',
  })
}
