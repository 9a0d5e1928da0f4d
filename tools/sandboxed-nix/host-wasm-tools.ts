import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { attrs, type Expression, list, str } from '@nx-crane/nix'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import { isExecutable, programsNamed } from './host-program'

/** The programs of this machine that make WebAssembly packages, as builds outside Nix find them. */
export interface HostWasmTools {
  /** Version → program. */
  readonly bindgens: ReadonlyMap<string, string>
  /** A program and its first arguments; undefined where there is none. */
  readonly optimizer: readonly string[] | undefined
  /** A cargo and a rustc that compile to wasm32; undefined where there are none. */
  readonly rust: { readonly cargo: string; readonly rustc: string } | undefined
  /** What the sandbox must show for them to run. */
  readonly sandboxPaths: readonly string[]
}

const NODE_MODULES = join(__dirname, '..', '..', 'node_modules')
const PRIVATE = join(cacheDirectory(), 'wasm-toolchain')
const INSTALLED = join(cacheDirectory(), 'wasm-bindgen')

/** @param rustc the one on PATH itself, not rustup's stand-in for it */
export function findWasmTools(onPath: { readonly cargo: string; readonly rustc: string }): HostWasmTools {
  const own = join(PRIVATE, 'bin')
  const bindgens = new Map<string, string>()
  for (const program of programsNamed('wasm-bindgen', [own, ...installedBindgens()])) {
    const version = /^wasm-bindgen (\S+)/.exec(
      execFileSync(program, ['--version'], { encoding: 'utf8' }),
    )?.[1]
    if (version !== undefined && !bindgens.has(version)) bindgens.set(version, program)
  }
  const optimizer = programsNamed('wasm-opt', [own, join(NODE_MODULES, '.bin')])
    .map((program) => realpathSync(program))
    .map((program) => (isScript(program) ? [process.execPath, program] : [program]))[0]
  const ownRust = { cargo: join(own, 'cargo'), rustc: join(own, 'rustc') }
  const rust = [onPath, ownRust].find(({ rustc }) => isExecutable(rustc) && ownsWasmTarget(rustc))
  const shown = [...bindgens.values(), ...(optimizer ?? []), process.execPath].map((program) =>
    program.startsWith(NODE_MODULES) ? join(NODE_MODULES, 'binaryen') : dirname(program),
  )
  return {
    bindgens,
    optimizer,
    rust,
    // Programs of Debian take their libraries from beside them.
    sandboxPaths: [...new Set([...shown, PRIVATE, INSTALLED])].filter(
      (each) => !each.startsWith('/usr/') && each !== '/bin' && existsSync(each),
    ),
  }
}

/** What host.nix says of them. */
export function describeWasmTools({ bindgens, optimizer, rust }: HostWasmTools): Expression {
  return attrs({
    bindgens: attrs([...bindgens].map(([version, program]) => [version, str(program)] as const)),
    optimizer: list((optimizer ?? []).map(str)),
    rust: attrs(Object.entries(rust ?? {}).map(([name, program]) => [name, str(program)] as const)),
  })
}

function installedBindgens(): string[] {
  if (!existsSync(INSTALLED)) return []
  return readdirSync(INSTALLED)
    .sort()
    .map((version) => join(INSTALLED, version, 'bin'))
}

function ownsWasmTarget(rustc: string): boolean {
  const args = ['--print', 'target-libdir', '--target', 'wasm32-unknown-unknown']
  const libraries = execFileSync(rustc, args, { encoding: 'utf8' }).trim()
  return existsSync(libraries) && readdirSync(libraries).some((name) => name.startsWith('libcore-'))
}

/** The one that npm installs is JavaScript. */
function isScript(program: string): boolean {
  return readFileSync(program).subarray(0, 2).toString() === '#!'
}
