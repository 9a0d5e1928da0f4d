import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { compareVersions } from '@nx-crane/graph'
import { cacheDirectory, isExecutable, PATIENCE_MILLISECONDS, programCandidates } from '@nx-crane/keys/cli'
import { outputOf } from './output-of'
import { ownWasmBindgen } from './wasm-bindgen-cli'

/**
 * The version of a wasm-bindgen CLI that this machine has already, or null: that on PATH, else the newest that nx-crane has
 * installed. A new crate that takes it needs nothing installed, which takes minutes.
 */
export async function availableWasmBindgen(from: string): Promise<string | null> {
  for (const program of programCandidates('wasm-bindgen', from)) {
    const { stdout } = await outputOf({
      command: program,
      args: ['--version'],
      cwd: from,
      milliseconds: PATIENCE_MILLISECONDS,
    })
    const version = /^wasm-bindgen (\d+\.\d+\.\d+)$/m.exec(stdout)?.[1]
    if (version !== undefined) return version
  }
  return installedBindgens().at(-1) ?? null
}

/** The versions that nx-crane has installed, oldest first. */
export function installedBindgens(): string[] {
  try {
    return readdirSync(join(cacheDirectory(), 'wasm-bindgen'))
      .filter((version) => /^\d+\.\d+\.\d+$/.test(version) && isExecutable(ownWasmBindgen(version)))
      .sort(compareVersions)
  } catch {
    return [] // nothing was ever installed
  }
}
