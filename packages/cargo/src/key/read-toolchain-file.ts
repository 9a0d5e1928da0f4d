import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { FilesError, readRegularText } from '@nx-crane/files'

export interface ToolchainFile {
  /** The directory that it lies in, absolute: its paths are relative to that. */
  readonly dir: string
  readonly text: string
}

/**
 * The nearest `rust-toolchain` or `rust-toolchain.toml` of a directory, which is the one that rustup goes by; it prefers the
 * name without an extension when both are there. Throws for a pipe: rustup would wait for it.
 */
export function readToolchainFile(dir: string): ToolchainFile | null {
  for (let current = resolve(dir); ; current = dirname(current)) {
    for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
      const text = readText(join(current, name))
      if (text !== undefined) return { dir: current, text }
    }
    if (dirname(current) === current) return null
  }
}

function readText(path: string): string | undefined {
  try {
    return readRegularText(path)
  } catch (cause) {
    if (!(cause instanceof FilesError) || statSync(path).isDirectory()) return undefined
    throw cause
  }
}
