import { delimiter, join } from 'node:path'
import { foreignWriter, readFileStat, realpathSync, statSync } from '@nx-crane/files'
import type { KeyInput } from '../../key-input'
import { askProgram } from '../ask-program'
import { isExecutable, privateToolchain, programCandidates } from '../find-program'
import { compilersOfRepository } from './compilers-of-repository'
import { isOfRepository } from './machine-environment'
import { programContent } from './program-content'
import { rememberedAnswer } from './remembered-answer'
import { type RustcVersionOptions, rustcSysroot, rustcVersion } from './rustc-version'

const TARGET = 'wasm32-unknown-unknown'

/**
 * What makes WebAssembly in the directory `dir`, beyond the compiler for the host: whether that compiler owns the
 * target, the private one that steps in where it does not, and wasm-opt. What is missing is said to be missing: building
 * the package then fails, or installs it, and then the key changes.
 */
export function wasmToolInputs(dir: string, options: RustcVersionOptions = {}): KeyInput[] {
  const sysroot = sysrootOf(dir, options)
  const owned = sysroot && join(sysroot, 'lib', 'rustlib', TARGET)
  const isOwned = owned !== null && statSync(owned, { throwIfNoEntry: false }) !== undefined
  return [
    {
      what: `toolchain: ${TARGET}`,
      value: isOwned ? 'comes with the compiler' : privateCompiler(dir, options),
    },
    { what: 'toolchain: wasm-opt', value: optimizer(dir, options) },
  ]
}

/** Null where there is only a compiler of the repository, which is not asked. */
function sysrootOf(dir: string, options: RustcVersionOptions): string | null {
  try {
    return rustcSysroot(dir, options)
  } catch (error) {
    if (compilersOfRepository(dir, options).length > 0) return null
    throw error
  }
}

function privateCompiler(dir: string, options: RustcVersionOptions): string {
  const bin = privateToolchain()
  const rustc = join(bin, 'rustc')
  if (!isExecutable(rustc) || foreignWriter(bin) !== null) return 'missing'
  const environment = options.environment ?? process.env
  const path = [bin, environment.PATH].filter(Boolean).join(delimiter)
  return rustcVersion(dir, { ...options, environment: { ...environment, PATH: path, RUSTC: rustc } })
}

/** That of the machine is asked for its version; one of the repository is told by its content, and not run. */
function optimizer(dir: string, { memos, root, environment = process.env }: RustcVersionOptions): string {
  for (const program of programCandidates('wasm-opt', dir)) {
    if (root !== undefined && isOfRepository(program, { root, environment })) {
      return programContent(program, { root, memos })
    }
    const real = realpathSync(program)
    const identity = JSON.stringify(['wasm-opt', real, readFileStat(real).stamp])
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
