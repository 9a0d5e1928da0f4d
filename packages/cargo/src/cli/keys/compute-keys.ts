import { join } from 'node:path'
import { buildCrateGraph } from '../../build-crate-graph'
import { CargoError } from '../../cargo-error'
import type { Crate, CrateId } from '../../crate'
import type { CrateGraph } from '../../crate-graph'
import { findManifests } from '../../find-manifests'
import { CrateKeys } from '../../key/crate-keys'
import type { KeyInput } from '../../key/key-input'
import { readCargoConfigs } from '../../key/read-cargo-configs'
import { FileMemo } from '../../key/read-file-memo'
import { type ReadSourceFiles, readSourceFiles } from '../../key/read-source-files'
import { readToolchainChannel } from '../../key/read-toolchain-channel'
import type { TaskKind } from '../../key/task-kind'
import type { TaskSettings } from '../../key/task-settings'
import { readSourceTree } from '../../read-source-tree'
import type { SourceTree } from '../../source-tree'
import { isDynamicLibrary } from '../../wasm/wasm-crate'
import { rustcVersion, wasmToolInputs } from '../toolchain'

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
  /** All crates and kinds when left out. */
  readonly requests?: readonly KeyRequest[]
  readonly environment?: NodeJS.ProcessEnv
  /** `platform-architecture` of this machine when left out. */
  readonly system?: string
  /** Spares building it when the caller has it. */
  readonly repository?: { readonly tree: SourceTree; readonly graph: CrateGraph }
  /** Where to look for crates when `repository` is left out; everywhere when this is, too. */
  readonly manifests?: readonly string[]
}

export type ComputedKey = {
  readonly crate: CrateId
  /** The crate's name, or its id where it has none. */
  readonly name: string
  readonly kind: TaskKind
} & (
  | { readonly key: string; readonly inputs: readonly KeyInput[]; readonly error: null }
  | { readonly key: null; readonly error: CargoError }
)

/**
 * The cache keys of crates: for each request one for each kind, in order. What cannot be computed is an error in the
 * result of the crate and kind at hand; the others have their keys.
 */
export function computeKeys(options: ComputeKeysOptions): ComputedKey[] {
  const { root, memoDir } = options
  const memo = new FileMemo(memoDir)
  const files = readSourceFiles(root, memo)
  const { tree, graph } = options.repository ?? readRepository(files, options)
  const toolchain = toolchainsOf(options)
  const environment = options.environment ?? process.env
  const keys = new CrateKeys({
    tree,
    graph,
    files,
    environment,
    builder: 'cargo',
    system: options.system ?? `${process.platform}-${process.arch}`,
    toolchain,
    configs: (dir) => readCargoConfigs(join(root, dir), root, environment),
  })
  const requests = options.requests ?? graph.crates.map((crate) => ({ crate: crate.id }))
  const computed = requests.flatMap((request) => computeRequest(request, keys, graph))
  memo.write()
  return computed
}

/** The kinds of tasks that a crate has. */
export function taskKindsOf(crate: Crate): TaskKind[] {
  const hasBenches = crate.crateTargets.some((target) => target.kind.includes('bench'))
  return [
    ...(['build', 'test', 'lint', 'format', 'doc'] as const),
    ...(hasBenches ? ['bench' as const] : []),
    ...(isDynamicLibrary(crate) ? ['wasm' as const] : []),
  ]
}

function readRepository(
  files: ReadSourceFiles,
  { root, manifests }: ComputeKeysOptions,
): { tree: SourceTree; graph: CrateGraph } {
  const tree = readSourceTree(root, (path) => files.listPlain(path))
  return { tree, graph: buildCrateGraph(tree, manifests ?? findManifests(tree).cargo) }
}

function computeRequest(request: KeyRequest, keys: CrateKeys, graph: CrateGraph): ComputedKey[] {
  const id = request.crate
  const crate = graph.crate(id)
  if (!crate) {
    const error = missingCrate(id, graph)
    return (request.kinds ?? ['build']).map((kind) => ({ crate: id, name: id, kind, key: null, error }))
  }
  return (request.kinds ?? taskKindsOf(crate)).map((kind) => {
    const place = { crate: id, name: crate.name, kind }
    try {
      const found = keys.of(crate, kind, request.settings)
      return {
        ...place,
        key: found.key,
        get inputs() {
          return found.inputs
        },
        error: null,
      }
    } catch (error) {
      if (!(error instanceof CargoError)) throw error
      return { ...place, key: null, error }
    }
  })
}

function missingCrate(id: CrateId, graph: CrateGraph): CargoError {
  const fault = graph.diagnostics.find((diagnostic) => diagnostic.file === id)
  return new CargoError(fault?.code ?? 'NO_SUCH_CRATE', {
    file: id,
    ...(fault?.line ? { line: fault.line } : {}),
    message: fault?.message ?? 'is no crate of this repository',
    hint: fault?.hint ?? 'check that the manifest is there and has a [package] table',
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
