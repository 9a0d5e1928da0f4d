import { relative } from 'node:path'
import type { WasmPackage } from '@nx-crane/graph'
import { insideOf } from '../cargo/crate-task-options'
import type { RequestedBuilder } from '../infer/options'
import { keyDirectory } from '../key-directory'

/** Options of the executor `nx-crane:key`. */
export interface KeyOptions {
  readonly crate: string
  /** The crate's manifest, relative to the Nx workspace. */
  readonly manifest: string
  /** The root manifest of its Cargo workspace, relative to the Nx workspace. */
  readonly workspace: string
  readonly builder?: RequestedBuilder
  /** By kind, where that is another builder. */
  readonly builders?: Readonly<Record<string, RequestedBuilder>>
  /** Whether it has a WebAssembly package, which has a key too. */
  readonly wasm?: boolean
  /** Where it lies and what it holds, which decides on its content. */
  readonly package?: WasmPackage
  /** Whether what it is compiled with are outputs of other tasks, which no derivation sees: cargo builds it. */
  readonly readsOutputs?: boolean
  readonly system?: string
  /** Whether git is told of the files that a flake would not see. */
  readonly trackFiles?: boolean
}

/** The options with plain paths. Throws for those that lead out of the workspace. */
export function checkedKeyOptions(root: string, options: KeyOptions): KeyOptions {
  if (/[/\\\0]/.test(options.crate)) {
    throw new Error(
      `${JSON.stringify(options.crate)} cannot be the name of a crate: correct the option "crate"`,
    )
  }
  // Nearly every path is as the inference wrote it; resolving a thousand of them would take longer than their keys.
  const normalised = (path: string) =>
    PLAIN_PATH.test(path) ? path : relative(root, insideOf(root, path)).replaceAll('\\', '/')
  return { ...options, manifest: normalised(options.manifest), workspace: normalised(options.workspace) }
}

/** Names with slashes between them, none of which begins with a dot. */
const PLAIN_PATH = /^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/

export function keyDirectoryOf({ crate, manifest }: KeyOptions): string {
  const slash = manifest.lastIndexOf('/')
  return keyDirectory(crate, slash === -1 ? '' : manifest.slice(0, slash))
}
