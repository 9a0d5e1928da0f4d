import { join } from 'node:path'
import type { TaskKind } from '@nx-crane/graph'
import type { KeyInput } from '../key-input'
import { readToolchainChannel } from '../read-toolchain-channel'
import { configuredPrograms, rustcVersion, wasmToolInputs } from './toolchain'

export interface ToolchainPlace {
  /** The repository's root, absolute. */
  readonly root: string
  /** Where answers of compilers are kept between runs. */
  readonly memoDir: string
  readonly environment?: NodeJS.ProcessEnv
}

/** The compiler's inputs for a directory and a kind of task; each compiler is asked once. */
export function toolchainReader({
  root,
  memoDir,
  environment,
}: ToolchainPlace): (dir: string, kind: TaskKind) => readonly KeyInput[] {
  const known = new Map<string, readonly KeyInput[]>()
  return (dir, kind) => {
    const isWasm = kind === 'wasm'
    const place = `${isWasm}\0${dir}`
    const asked = known.get(place)
    if (asked) return asked
    const at = join(root, dir)
    const asking = { root, memos: { root, path: memoDir }, ...(environment ? { environment } : {}) }
    const own = readToolchainChannel(at)
    const inputs = [
      ...(own === null ? [] : [{ what: 'toolchain: asked for', value: own }]),
      { what: 'toolchain: rustc', value: rustcVersion(at, asking) },
      ...configuredPrograms(at, asking),
      ...(isWasm ? wasmToolInputs(at, asking) : []),
    ]
    known.set(place, inputs)
    return inputs
  }
}
