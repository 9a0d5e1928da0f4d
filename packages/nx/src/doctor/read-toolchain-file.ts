import { isAbsolute, relative, sep } from 'node:path'
import { CargoError, parseToolchainFile, type RustToolchain, readToolchainFiles } from '@nx-crane/cargo'
import type { FilesError } from '@nx-crane/files'

export interface ToolchainFileChoice {
  readonly absolute: string
  readonly shown: string
  readonly toolchain: RustToolchain | null
  readonly fault: string | null
}

/** The nearest at or above a directory, also above the repository: rustup does not know where that ends. */
export function readToolchainChoice(root: string, from: string): ToolchainFileChoice | null {
  const [found] = readToolchainFiles(from)
  if (!found) return null
  const path = relative(root, found.path)
  const shown = path.startsWith('..') || isAbsolute(path) ? found.path : path.split(sep).join('/')
  const read = found.text === null ? faulty(found.fault) : parsed(found.text, shown)
  return { absolute: found.path, shown, ...read }
}

function parsed(text: string, file: string): Pick<ToolchainFileChoice, 'toolchain' | 'fault'> {
  try {
    return { toolchain: parseToolchainFile(text, file), fault: null }
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
    return faulty(error)
  }
}

function faulty({
  file,
  message,
}: CargoError | FilesError): Pick<ToolchainFileChoice, 'toolchain' | 'fault'> {
  const [line = ''] = message.split('\n')
  return { toolchain: null, fault: line.replace(`${file}: `, '') }
}
