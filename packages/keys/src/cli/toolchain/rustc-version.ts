import type { Place } from '@nx-crane/files'
import { CargoError } from '@nx-crane/graph'
import { askProgram, forbiddenProgram } from '../ask-program'
import { withoutColour } from '../terminal-colour'
import { compilersOfRepository, toolchainOfRepository } from './compilers-of-repository'
import { machineEnvironment } from './machine-environment'
import { readRustup } from './read-rustup'
import { rememberedAnswer } from './remembered-answer'
import { unseenToolchain } from './selected-toolchains'
import { toolchainIdentity } from './toolchain-identity'

export interface RustcVersionOptions {
  readonly environment?: NodeJS.ProcessEnv
  /** The directory in which the answer is kept between runs; nowhere when it is left out. */
  readonly memos?: Place
  /** The repository, absolute: a compiler that lies in it is not run. */
  readonly root?: string | undefined
}

/**
 * What `rustc -vV` prints in the directory `dir`, line ends trimmed, behind what programs of the repository stand in
 * for it: those are told by their content ({@link compilersOfRepository}), and the machine's is asked. rustc is asked once for each state of what decides
 * which one answers; with rustup's proxy, which needs some 40 ms to choose a toolchain, that is worth remembering.
 * Throws a CargoError when there is no rustc, or it fails.
 */
export function rustcVersion(dir: string, options: RustcVersionOptions = {}): string {
  const own = compilersOfRepository(dir, options)
  try {
    return [...own, askRustc(dir, ['-vV'], options)].join('\n')
  } catch (error) {
    if (own.length > 0 && error instanceof CargoError && error.code === 'RUSTC_MISSING') return own.join('\n')
    throw error
  }
}

/** The directory of the toolchain whose rustc answers in `dir`; remembered like {@link rustcVersion}. */
export function rustcSysroot(dir: string, options: RustcVersionOptions = {}): string {
  return askRustc(dir, ['--print', 'sysroot'], options)
}

function askRustc(dir: string, args: readonly string[], options: RustcVersionOptions): string {
  const environment = askedEnvironment(dir, options)
  const toolchain = toolchainIdentity(dir, environment)
  const identity = toolchain === null ? null : JSON.stringify([args, toolchain])
  return rememberedAnswer({ memos: options.memos, identity }, () => startRustc(dir, args, environment))
}

/** Without a root to protect it is what cargo would use. */
function askedEnvironment(dir: string, { root, environment = process.env }: RustcVersionOptions) {
  if (root === undefined) return environment
  const machine = machineEnvironment(root, environment)
  const own = toolchainOfRepository(dir, { root, environment })
  if (own === null) {
    const unseen = unseenToolchain(dir, machine)
    return unseen === null ? machine : { ...machine, RUSTUP_TOOLCHAIN: unseen }
  }
  const rustup = readRustup(environment)
  if (rustup === null) return machine
  if (rustup.defaultToolchain !== null) return { ...machine, RUSTUP_TOOLCHAIN: rustup.defaultToolchain }
  throw new CargoError('RUSTC_MISSING', {
    message: `the only Rust compiler for ${dir} is the one in the repository, ${own}, which is not run to find out its version`,
    hint: 'select another toolchain: rustup default stable',
  })
}

/** rustup installs a toolchain that is asked for and missing, and downloads it first. */
const INSTALL_MILLISECONDS = 30 * 60_000

function startRustc(dir: string, args: readonly string[], environment: NodeJS.ProcessEnv): string {
  const rustc = environment.RUSTC || 'rustc'
  const { status, stdout, stderr, error } = askProgram({
    command: rustc,
    args,
    cwd: dir,
    env: environment,
    milliseconds: INSTALL_MILLISECONDS,
  })
  if (status === 0) return stdout.trim()
  const missing = error?.code === 'ENOENT'
  if (error?.code === 'EACCES') throw forbiddenProgram(rustc, error)
  const said = error === undefined ? withoutColour(stderr).trim() : String(error)
  throw new CargoError(missing ? 'RUSTC_MISSING' : 'RUSTC_FAILED', {
    message: missing
      ? `the Rust compiler \`${rustc}\` was not found`
      : `\`${[rustc, ...args].join(' ')}\` failed: ${said}`,
    hint: missing
      ? 'install Rust from https://rustup.rs, or put rustc on PATH'
      : 'run it in this directory; the toolchain in rust-toolchain.toml may have to be installed with rustup',
    cause: error,
  })
}
