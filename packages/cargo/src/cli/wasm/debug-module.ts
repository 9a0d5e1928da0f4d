import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { MOST_BUILT_BYTES, makeStaging, type Place, readRegularFile } from '@nx-crane/files'
import type { WasmGlue } from '../../wasm/package-layout'
import type { WasmProfile } from '../../wasm/wasm-profile'
import { writeGlues } from './make-wasm-products'
import type { WasmBuildSetup } from './prepare-wasm-build'
import { remappedPrefixes } from './wasm-rustflags'

/** How a package was made, as far as it takes to make its module again. */
export interface MadePackage {
  /** What its files are called. */
  readonly outName: string
  readonly glue: WasmGlue
  /** The file that cargo wrote; the next build writes it anew. */
  readonly compiled: string
  /** When it did. */
  readonly compiledAt: number
  /** Of that file as it was, and of what was done with it. */
  readonly stamp: string
  readonly setup: WasmBuildSetup
  readonly settings: WasmProfile
  readonly bindgen: { readonly program: string; readonly version: string }
  /** A directory for what lies there only for a moment. */
  readonly scratch: Place
}

export type DebugModule =
  | {
      readonly status: 'made'
      /** As cargo made it. */
      readonly compiled: Uint8Array
      /** The module of the package, but with its debug information. */
      readonly kept: Uint8Array
      /** Directories, and what the compiler was told to write instead of them. */
      readonly prefixes: readonly (readonly [directory: string, written: string])[]
    }
  /** Another build has replaced what the package was made from. */
  | { readonly status: 'replaced' }
  | { readonly status: 'failed'; readonly log: string }

/** Makes the module of a package once more and leaves in what wasm-bindgen drops otherwise: which code comes from where. */
export async function makeDebugModule(made: MadePackage): Promise<DebugModule> {
  const { setup, settings, bindgen, glue, outName, scratch } = made
  const { crate, root } = setup
  const compiled = readCompiled(made.compiled)
  if (compiled === null || moduleStamp(compiled, settings, bindgen.version) !== made.stamp) {
    return { status: 'replaced' }
  }
  using home = makeStaging(scratch)
  const staging = home.path
  const lines: string[] = []
  // A copy: a build that begins now must not mix its bytes in.
  const module = join(staging, basename(made.compiled))
  writeFileSync(module, compiled)
  const isWritten = await writeGlues({
    ...{ module, staging, crate, outName, bindgen, places: [{ glue, dir: 'out' }] },
    settings: { ...settings, bindgenArgs: [...new Set([...settings.bindgenArgs, '--keep-debug'])] },
    onOutput: (line) => void lines.push(line),
  })
  if (!isWritten) return { status: 'failed', log: lines.join('\n') }
  const kept = readRegularFile(join(staging, 'out', `${outName}_bg.wasm`), { maxBytes: MOST_BUILT_BYTES })
  const prefixes = remappedPrefixes({ root, ...crate })
  return { status: 'made', compiled, kept, prefixes }
}

/** Everything that decides what wasm-bindgen writes. */
export function moduleStamp(compiled: Uint8Array, settings: WasmProfile, version: string): string {
  return createHash('sha256')
    .update(compiled)
    .update(JSON.stringify([settings, version]))
    .digest('hex')
}

function readCompiled(file: string): Uint8Array | null {
  try {
    return readRegularFile(file, { maxBytes: MOST_BUILT_BYTES })
  } catch {
    return null // a build has removed it and has not written another yet
  }
}
