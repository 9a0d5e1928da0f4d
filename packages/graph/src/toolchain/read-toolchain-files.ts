import { dirname, join, resolve } from 'node:path'
import { FilesError, readRegularText, statSync } from '@nx-crane/files'
import { TOOLCHAIN_FILES } from './rust-toolchain'

/** A `rust-toolchain` or `rust-toolchain.toml` of the disk; `path` is absolute, and what is in it is relative to its directory. */
export type FoundToolchainFile =
  | { readonly path: string; readonly text: string }
  /** A pipe or a device, which rustup would wait for. */
  | { readonly path: string; readonly text: null; readonly fault: FilesError }

/** The toolchain files of a directory and of those above it; rustup goes by the first. */
export function* readToolchainFiles(dir: string): Generator<FoundToolchainFile> {
  for (let current = resolve(dir); ; current = dirname(current)) {
    for (const name of TOOLCHAIN_FILES) {
      const found = readFileAt(join(current, name))
      if (found !== null) yield found
    }
    if (dirname(current) === current) return
  }
}

/** The one that rustup goes by. Throws for a pipe. */
export function readToolchainFile(dir: string): Extract<FoundToolchainFile, { text: string }> | null {
  const [found] = readToolchainFiles(dir)
  if (!found) return null
  if (found.text === null) throw found.fault
  return found
}

function readFileAt(path: string): FoundToolchainFile | null {
  try {
    return { path, text: readRegularText(path) }
  } catch (fault) {
    if (!(fault instanceof FilesError) || statSync(path).isDirectory()) return null
    return { path, text: null, fault }
  }
}
