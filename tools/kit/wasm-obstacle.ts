import { tmpdir } from 'node:os'
import { findWasmToolchain } from '@nx-crane/build'

/** Why this machine cannot compile to WebAssembly, or null: it needs the standard library of wasm32. */
export async function wasmObstacle(): Promise<string | null> {
  try {
    await findWasmToolchain(tmpdir())
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
