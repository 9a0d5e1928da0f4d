import { dirname, join, resolve } from 'node:path'
import { isSeenOtherwise } from '@nx-crane/files'
import {
  CargoError,
  chooseToolchain,
  parseToolchainFile,
  type Rustup,
  readToolchainFiles,
  TOOLCHAIN_FILES,
} from '@nx-crane/graph'
import { readRustup } from './read-rustup'

/**
 * The environment that rustup's cargo hands on: it names the toolchain that was selected, which Nx does not have. Found out when
 * somebody asks for that variable, and not among those that are listed.
 *
 * @param directories in which cargo is started, absolute
 */
export function withSelectedToolchains(
  environment: NodeJS.ProcessEnv,
  directories: () => readonly string[],
): NodeJS.ProcessEnv {
  if (environment.RUSTUP_TOOLCHAIN) return environment
  return Object.defineProperty({ ...environment }, 'RUSTUP_TOOLCHAIN', {
    enumerable: false,
    get: () => selectedIn(directories(), environment),
  })
}

function selectedIn(directories: readonly string[], environment: NodeJS.ProcessEnv): string | undefined {
  const rustup = readRustup(environment)
  if (rustup === null) return undefined
  const names = directories.map((dir) => chosenIn(dir, rustup) ?? '')
  return [...new Set(names)].sort().join(' ')
}

function chosenIn(dir: string, rustup: Rustup): string | null {
  return chooseToolchain(dir, { rustup, file: toolchainFileOf(dir), variable: undefined }).name
}

/**
 * The toolchain that rustup would select in `dir`, where its proxies find other toolchain files there than those that are seen; null
 * where they select it by themselves, or nothing selects one.
 */
export function unseenToolchain(dir: string, environment: NodeJS.ProcessEnv): string | null {
  if (environment.RUSTUP_TOOLCHAIN || !toolchainFilesAbove(dir).some(isSeenOtherwise)) return null
  const rustup = readRustup(environment)
  return rustup && chosenIn(dir, rustup)
}

function toolchainFilesAbove(dir: string): string[] {
  const own = TOOLCHAIN_FILES.map((name) => join(dir, name))
  return dirname(dir) === dir ? own : [...own, ...toolchainFilesAbove(dirname(dir))]
}

function toolchainFileOf(dir: string): { dir: string; channel: string | null; path: string | null } | null {
  const [found] = readToolchainFiles(dir)
  if (!found) return null
  const text = found.text ?? ''
  const at = dirname(found.path)
  try {
    const { channel, path } = parseToolchainFile(text, found.path)
    return { dir: at, channel, path: path === null ? null : resolve(at, path) }
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
    // rustup says what is wrong with it.
    return { dir: at, channel: text, path: null }
  }
}
