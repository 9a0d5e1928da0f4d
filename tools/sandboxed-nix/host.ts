import { execFileSync } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { attrs, list, printExpression, str } from '@nx-crane/nix'
import { COMPILERS, prepareSandboxTools, SANDBOX_TOOLS } from '../setup/sandbox-tools.mjs'
import { isExecutable, programsNamed } from './host-program'
import { describeWasmTools, findWasmTools, type HostWasmTools } from './host-wasm-tools'

/** What of this machine the sandboxed builds use. */
export interface Host {
  /** Directories that the sandbox shows. */
  readonly sandboxPaths: readonly string[]
  /** The text of host.nix, which tells the stand-in for nixpkgs where programs are. */
  readonly description: string
}

const CORE =
  'awk basename bash bzip2 cat chmod cmp comm cp cut date diff dirname env expr false find grep gzip head id install ln ls make mkdir mktemp mv nproc patch printf pwd readlink realpath rm rmdir sed sh sha256sum sleep sort stat tail tar tee test touch tr true uname uniq wc xargs xz'.split(
    ' ',
  )
const RUST = 'cargo cargo-clippy cargo-fmt clippy-driver rustc rustdoc rustfmt'.split(' ')

/** Finds the programs, and installs them where that may be done; throws for one that the builds cannot do without. */
export function surveyHost(): Host {
  prepareSandboxTools()
  const sysroot = output('rustc', ['--print', 'sysroot'])
  const find = (name: string) => programsNamed(name)[0]
  const core = CORE.filter((name) => find(name) !== undefined)
  const programs = new Map([...core, ...SANDBOX_TOOLS].map((name) => [name, find(name) ?? '']))
  const rust = RUST.filter((name) => isExecutable(join(sysroot, 'bin', name)))
  for (const name of rust) programs.set(name, join(sysroot, 'bin', name))
  // Besides programs, what they load: libraries, and Debian's links to the chosen compiler.
  const system = ['/usr', '/bin', '/lib', '/lib64', '/etc/alternatives'].filter(exists)
  const homes = [...programs.values()]
    .map((path) => dirname(path))
    .filter((path) => !path.startsWith('/usr/'))
  const wasm = findWasmTools({ cargo: join(sysroot, 'bin/cargo'), rustc: join(sysroot, 'bin/rustc') })
  const shown = [...homes, ...wasm.sandboxPaths].filter((path) => !path.startsWith(sysroot))
  return {
    sandboxPaths: [...new Set([...system, sysroot, ...shown])],
    description: printHost({ programs, core, rust, wasm, identity: output('rustc', ['-vV']) }),
  }
}

interface Described {
  readonly programs: ReadonlyMap<string, string>
  readonly core: readonly string[]
  readonly rust: readonly string[]
  readonly wasm: HostWasmTools
  readonly identity: string
}

function printHost({ programs, core, rust, wasm, identity }: Described): string {
  return printExpression(
    attrs({
      shell: str('/bin/sh'),
      identity: str(identity),
      programs: attrs([...programs].map(([name, path]) => [name, str(path)] as const)),
      corePrograms: list(core.map(str)),
      compilerPrograms: list(COMPILERS.map(str)),
      rustPrograms: list(rust.map(str)),
      rustVersion: str(/^release: (\S+)/m.exec(identity)?.[1] ?? ''),
      wasm: describeWasmTools(wasm),
    }),
  )
}

function exists(path: string): boolean {
  try {
    return realpathSync(path) !== ''
  } catch {
    return false
  }
}

function output(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: 'utf8' }).trim()
}
