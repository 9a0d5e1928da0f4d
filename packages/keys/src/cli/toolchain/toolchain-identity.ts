import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'
import { readdirSync, readFileStat, readTextIfAny, realpathSync, statSync } from '@nx-crane/files'
import { readToolchainFiles } from '@nx-crane/graph'
import { firstOnPath } from '../find-program'

/**
 * Everything that decides which rustc answers in a directory and what it says, as a text, or null when that is not
 * known for certain: then rustc has to be asked.
 */
export function toolchainIdentity(dir: string, environment: NodeJS.ProcessEnv): string | null {
  const rustc = environment.RUSTC ? absoluteOnly(environment.RUSTC) : firstOnPath('rustc', dir, environment)
  if (rustc === null) return null
  const real = realpathSync(rustc)
  if (!isRustup(real)) {
    const prefix = dirname(dirname(real))
    return isCompiler(prefix) ? JSON.stringify(['rustc', real, ...compilerStamps(prefix, real)]) : null
  }
  const home = environment.RUSTUP_HOME || join(homedir(), '.rustup')
  const settings = readTextIfAny(join(home, 'settings.toml'))
  const files = [...readToolchainFiles(dir)].map(({ path, text }) => [path, text])
  // What a toolchain that is named by its path holds is not looked at here.
  if (settings === undefined || files.some(([, text]) => !text || /^[ \t]*path[ \t]*=/m.test(text)))
    return null
  const chosen = environment.RUSTUP_TOOLCHAIN ?? null
  if (chosen?.includes('/')) return null
  return JSON.stringify([
    'rustup',
    readFileStat(real).stamp,
    realpathSync(dir),
    chosen,
    settings,
    files,
    toolchainsIn(home),
  ])
}

/** A name or a relative path may mean another program in every directory. */
function absoluteOnly(path: string): string | null {
  return isAbsolute(path) && statSync(path, { throwIfNoEntry: false })?.isFile() ? path : null
}

/** rustup's proxies are links to it, hard links, or copies of the same size. */
export function isRustup(rustc: string): boolean {
  if (/^rustup(?:-init)?(?:\.exe)?$/.test(basename(rustc))) return true
  const rustup = join(dirname(rustc), process.platform === 'win32' ? 'rustup.exe' : 'rustup')
  return statSync(rustup, { throwIfNoEntry: false })?.isFile() ?? false
}

/**
 * Whether the compiler itself lies in `prefix`, and not only something that starts one: which one that is, a wrapper or a
 * version manager may decide by anything.
 */
function isCompiler(prefix: string): boolean {
  return ['lib', 'bin'].some((name) => {
    const dir = join(prefix, name)
    const isThere = statSync(dir, { throwIfNoEntry: false })?.isDirectory() ?? false
    return isThere && readdirSync(dir).some((file) => /^(?:lib)?rustc_driver-/.test(file))
  })
}

function toolchainsIn(home: string): unknown[] {
  const dir = join(home, 'toolchains')
  return readdirSync(dir)
    .sort()
    .map((name) => [name, ...compilerStamps(join(dir, name), join(dir, name, 'bin', 'rustc'))])
}

/** The compiler itself is a library that its `lib` directory lists under a name of its own. */
function compilerStamps(prefix: string, rustc: string): string[] {
  return [rustc, join(prefix, 'lib')].map((path) => readFileStat(path).stamp)
}
