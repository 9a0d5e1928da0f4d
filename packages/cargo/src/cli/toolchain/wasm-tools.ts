import { realpathSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { KeyInput } from '../../key/key-input'
import { askProgram } from '../ask-program'
import { isExecutable, privateToolchain, programCandidates } from '../wasm/find-program'
import { rememberedAnswer } from './remembered-answer'
import { type RustcVersionOptions, rustcSysroot, rustcVersion } from './rustc-version'

const TARGET = 'wasm32-unknown-unknown'

/**
 * What makes WebAssembly in the directory `dir`, beyond the compiler for the host: whether that compiler owns the
 * target, the private one that steps in where it does not, and wasm-opt. What is missing is said to be missing: building
 * the package then fails, or installs it, and then the key changes.
 */
export function wasmToolInputs(dir: string, options: RustcVersionOptions = {}): KeyInput[] {
  const owned = join(rustcSysroot(dir, options), 'lib', 'rustlib', TARGET)
  const isOwned = statSync(owned, { throwIfNoEntry: false }) !== undefined
  return [
    {
      what: `toolchain: ${TARGET}`,
      value: isOwned ? 'comes with the compiler' : privateCompiler(dir, options),
    },
    { what: 'toolchain: wasm-opt', value: optimizer(dir, options) },
  ]
}

function privateCompiler(dir: string, options: RustcVersionOptions): string {
  const bin = privateToolchain()
  const rustc = join(bin, 'rustc')
  if (!isExecutable(rustc)) return 'missing'
  const environment = options.environment ?? process.env
  const path = [bin, environment.PATH].filter(Boolean).join(delimiter)
  return rustcVersion(dir, { ...options, environment: { ...environment, PATH: path, RUSTC: rustc } })
}

function optimizer(dir: string, { memos }: RustcVersionOptions): string {
  for (const program of programCandidates('wasm-opt', dir)) {
    const real = realpathSync(program)
    const { size, mtimeMs, ctimeMs, ino } = statSync(real)
    const identity = JSON.stringify(['wasm-opt', real, size, mtimeMs, ctimeMs, ino])
    try {
      return rememberedAnswer({ memos, identity }, () => versionOf(program, dir))
    } catch {
      // Of another system, or broken: the next one.
    }
  }
  return 'missing'
}

function versionOf(program: string, cwd: string): string {
  const { status, stdout, stderr } = askProgram({ command: program, args: ['--version'], cwd })
  if (status !== 0) throw new Error(`${program} --version failed: ${stderr}`)
  return stdout.trim()
}
