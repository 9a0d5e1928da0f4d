import type { TargetConfiguration } from '@nx/devkit'
import { type Crate, NIX_KINDS, TARGETS, type WasmPackage } from '@nx-crane/graph'
import { keyDirectory, keysRoot } from '../key-directory'
import { crateIdentity } from './crate-identity'
import {
  executorOf,
  type Options,
  type RequestedBuilder,
  requestedBuilder,
  type TargetInputs,
} from './options'

/** The target that computes what the others are cached by. */
export function keyTarget(
  crate: Crate,
  {
    options,
    stateDirectory,
    inputs,
    wasmPackage,
  }: {
    readonly options: Options
    readonly stateDirectory: string
    /** Never cached: these are for `nx affected`. */
    readonly inputs: TargetInputs
    readonly wasmPackage: WasmPackage | null
  },
): TargetConfiguration {
  return {
    executor: executorOf('key'),
    cache: false,
    inputs,
    outputs: [`{workspaceRoot}/${keysRoot(stateDirectory)}/${keyDirectory(crate.name, crate.dir)}`],
    options: {
      ...crateIdentity(crate),
      builder: options.builder,
      ...otherBuilders(options, wasmPackage),
      ...(wasmPackage ? { wasm: true, package: wasmPackage } : {}),
      ...(options.trackFiles ? { trackFiles: true } : {}),
    },
    metadata: {
      technologies: ['rust'],
      description: TARGETS.key.description,
    },
  }
}

/** The builders of those kinds that have one of their own. What a crate runs on its written package is not the flake's. */
function otherBuilders(
  options: Options,
  wasmPackage: WasmPackage | null,
): { builders?: Record<string, RequestedBuilder> } {
  const hasPost = wasmPackage !== null && wasmPackage.post !== null
  const all = NIX_KINDS.map(
    (kind) => [kind, kind === 'wasm' && hasPost ? 'cargo' : requestedBuilder(options, kind)] as const,
  )
  const others = all.filter(([, builder]) => builder !== options.builder)
  return others.length === 0 ? {} : { builders: Object.fromEntries(others) }
}
