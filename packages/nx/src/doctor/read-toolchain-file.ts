import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import { CargoError, parseToolchainFile, type RustToolchain } from '@nx-crane/cargo'
import { readRegularText } from '@nx-crane/files'

export interface FoundToolchainFile {
  readonly absolute: string
  readonly shown: string
  readonly toolchain: RustToolchain | null
  readonly fault: string | null
}

/** The nearest at or above a directory, also above the repository: rustup does not know where that ends. */
export function readToolchainFile(root: string, from: string): FoundToolchainFile | null {
  for (let dir = from; ; dir = dirname(dir)) {
    // Where both are there, rustup takes the old name.
    for (const name of ['rust-toolchain', 'rust-toolchain.toml']) {
      const absolute = join(dir, name)
      const text = readText(absolute)
      if (text === undefined) continue
      const path = relative(root, absolute)
      const shown = path.startsWith('..') || isAbsolute(path) ? absolute : path.split(sep).join('/')
      return { absolute, shown, ...parsed(text, shown) }
    }
    if (dirname(dir) === dir) return null
  }
}

function parsed(text: string, file: string): Pick<FoundToolchainFile, 'toolchain' | 'fault'> {
  try {
    return { toolchain: parseToolchainFile(text, file), fault: null }
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
    const [message = ''] = error.message.split('\n')
    return { toolchain: null, fault: message.replace(`${error.file}: `, '') }
  }
}

function readText(path: string): string | undefined {
  try {
    return readRegularText(path)
  } catch {
    return undefined
  }
}
