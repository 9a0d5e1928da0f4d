import type { Place } from '@nx-crane/files'
import { CargoError } from '../../cargo-error'
import { askProgram } from '../ask-program'
import { rememberedAnswer } from './remembered-answer'
import { toolchainIdentity } from './toolchain-identity'

export interface RustcVersionOptions {
  readonly environment?: NodeJS.ProcessEnv
  /** The directory in which the answer is kept between runs; nowhere when it is left out. */
  readonly memos?: Place
}

/**
 * What `rustc -vV` prints in the directory `dir`, line ends trimmed. rustc is asked once for each state of what decides
 * which one answers; with rustup's proxy, which needs some 40 ms to choose a toolchain, that is worth remembering.
 * Throws a CargoError when there is no rustc, or it fails.
 */
export function rustcVersion(dir: string, options: RustcVersionOptions = {}): string {
  return askRustc(dir, ['-vV'], options)
}

/** The directory of the toolchain whose rustc answers in `dir`; remembered like {@link rustcVersion}. */
export function rustcSysroot(dir: string, options: RustcVersionOptions = {}): string {
  return askRustc(dir, ['--print', 'sysroot'], options)
}

function askRustc(dir: string, args: readonly string[], options: RustcVersionOptions): string {
  const environment = options.environment ?? process.env
  const toolchain = toolchainIdentity(dir, environment)
  const identity = toolchain === null ? null : JSON.stringify([args, toolchain])
  return rememberedAnswer({ memos: options.memos, identity }, () => startRustc(dir, args, environment))
}

function startRustc(dir: string, args: readonly string[], environment: NodeJS.ProcessEnv): string {
  const rustc = environment.RUSTC || 'rustc'
  const { status, stdout, stderr, error } = askProgram({ command: rustc, args, cwd: dir, env: environment })
  if (status === 0) return stdout.trim()
  const missing = error?.code === 'ENOENT'
  const said = error === undefined ? stderr.trim() : String(error)
  throw new CargoError(missing ? 'RUSTC_MISSING' : 'RUSTC_FAILED', {
    message: missing
      ? `the Rust compiler \`${rustc}\` was not found`
      : `\`${[rustc, ...args].join(' ')}\` failed: ${said}`,
    hint: missing
      ? 'install Rust from https://rustup.rs, or put rustc on the PATH'
      : 'run it in this directory; a toolchain that rust-toolchain.toml names may have to be installed with rustup',
    cause: error,
  })
}
