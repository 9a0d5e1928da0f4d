import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path'
import { cargoHome, chooseToolchain, type Rustup, type ToolchainChoice } from '@nx-crane/cargo'
import { isExecutable, isOfRepository, isRustup, readRustup } from '@nx-crane/cargo/cli'
import type { ProgramOnPath, RepositoryFacts, RustFacts, ToolchainFile, UsedToolchain } from './facts'
import { readProgram, readVersion } from './read-program'
import { readToolchainChoice, type ToolchainFileChoice } from './read-toolchain-file'

const WASM = 'wasm32-unknown-unknown'
const EXE = process.platform === 'win32' ? '.exe' : ''

/** Which compilers the Cargo workspaces use and what they have. rustup is never started: it may download what it lacks. */
export async function readRust(
  root: string,
  { workspace }: RepositoryFacts,
  env: NodeJS.ProcessEnv,
): Promise<RustFacts> {
  const onPath = programsOnPath(env)
  const rustc = onPath.find(({ name }) => name === 'rustc')
  const rustup = rustc?.from === 'rustup' ? readRustup(env) : null
  const dirs = workspace.workspaces.map(({ dir }) => dir)
  const uses = groupUses(dirs.map((dir) => useIn(dir, { root, rustup, env })))
  return {
    rustup: readRustup(env) !== null,
    onPath,
    toolchains: await Promise.all(uses.map((use) => lookInto(use, { root, env, rustup }))),
    linker: process.platform === 'win32' || hasProgram('cc', env),
    nextest: hasProgram('cargo-nextest', env),
  }
}

interface Use {
  readonly dirs: string[]
  readonly file: ToolchainFileChoice | null
  /** Null where rustc is not rustup's. */
  readonly choice: ToolchainChoice | null
}

interface Place {
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  readonly rustup: (Rustup & { readonly home: string }) | null
}

function useIn(dir: string, { root, rustup, env }: Place): Use {
  const file = readToolchainChoice(root, join(root, dir))
  if (rustup === null) return { dirs: [dir], file, choice: null }
  const choice = chooseToolchain(join(root, dir), {
    rustup,
    file: file && {
      dir: dirname(file.absolute),
      channel: file.toolchain?.channel ?? null,
      path: file.toolchain?.path ? resolve(dirname(file.absolute), file.toolchain.path) : null,
    },
    variable: env.RUSTUP_TOOLCHAIN,
  })
  return { dirs: [dir], file, choice }
}

function groupUses(uses: readonly Use[]): Use[] {
  const groups = new Map<string, Use>()
  for (const use of uses) {
    const key = JSON.stringify([use.choice?.name, use.choice?.by, use.file?.shown])
    const known = groups.get(key)
    if (known) known.dirs.push(...use.dirs)
    else groups.set(key, use)
  }
  return [...groups.values()]
}

async function lookInto({ dirs, file, choice }: Use, place: Place): Promise<UsedToolchain> {
  const { root, rustup } = place
  const shownFile: ToolchainFile | null = file && {
    path: file.shown,
    channel: file.toolchain?.channel ?? null,
    fault: file.fault,
  }
  const prefix =
    choice === null || rustup === null || choice.name === null
      ? null
      : choice.by === 'path' || isAbsolute(choice.name)
        ? choice.name
        : join(rustup.home, 'toolchains', choice.name)
  const programs = prefix === null ? null : join(prefix, 'bin')
  const isInstalled = choice === null || (choice.isInstalled && programs !== null && existsSync(programs))
  const cwd = join(root, dirs[0] ?? '')
  // What lies in the repository is not run to see what it is.
  const isOwn = prefix !== null && isOfRepository(prefix, { root, environment: place.env })
  const seen = !isInstalled
    ? UNKNOWN_TOOLCHAIN
    : isOwn
      ? { ...NOT_RUN, sysroot: prefix }
      : await componentsOf({ programs, cwd, env: place.env })
  const { sysroot, ...rest } = seen
  const hasTarget = (target: string) =>
    sysroot !== null && existsSync(join(sysroot, 'lib', 'rustlib', target, 'lib'))
  return {
    dirs: [...dirs].sort(),
    file: shownFile,
    name: choice === null ? null : choice.name,
    by: choice?.by ?? 'default',
    isInstalled,
    ...rest,
    hasWasm: hasTarget(WASM),
    missingTargets: (file?.toolchain?.targets ?? []).filter((target) => isInstalled && !hasTarget(target)),
  }
}

const UNKNOWN = { version: null, why: 'missing' } as const
const UNKNOWN_TOOLCHAIN = {
  rustc: UNKNOWN,
  cargo: UNKNOWN,
  sysroot: null,
  hasClippy: false,
  hasRustfmt: false,
}

const UNASKED = { version: null, why: 'not run' } as const
/** Of a toolchain in the repository. */
const NOT_RUN = { rustc: UNASKED, cargo: UNASKED, hasClippy: true, hasRustfmt: true }

/** Those of a toolchain's own directory, or where rustup has no part in it those on PATH. */
async function componentsOf({
  programs,
  cwd,
  env,
}: {
  programs: string | null
  cwd: string
  env: NodeJS.ProcessEnv
}) {
  const named = (name: string) => (programs === null ? name : join(programs, name + EXE))
  const has = (name: string) =>
    programs === null ? hasProgram(name, env) : isExecutable(join(programs, name + EXE))
  // A proxy must not begin to download what is missing.
  const quiet = { ...env, RUSTUP_AUTO_INSTALL: '0' }
  const [rustc, cargo, sysroot] = await Promise.all([
    readVersion({ command: named('rustc'), args: ['--version'], cwd, env: quiet }),
    readVersion({ command: named('cargo'), args: ['--version'], cwd, env: quiet }),
    programs === null
      ? readProgram({ command: 'rustc', args: ['--print', 'sysroot'], cwd, env: quiet }).then(({ stdout }) =>
          stdout.trim(),
        )
      : dirname(programs),
  ])
  return {
    rustc,
    cargo,
    sysroot: sysroot === '' ? null : sysroot,
    hasClippy: has('cargo-clippy'),
    hasRustfmt: has('rustfmt') && has('cargo-fmt'),
  }
}

function programsOnPath(env: NodeJS.ProcessEnv): ProgramOnPath[] {
  return pathDirectories(env).flatMap((dir) =>
    (['cargo', 'rustc'] as const).flatMap((name): ProgramOnPath[] => {
      const path = join(dir, name + EXE)
      return isExecutable(path) ? [{ name, path, from: originOf(path) }] : []
    }),
  )
}

function originOf(path: string): ProgramOnPath['from'] {
  const real = realpathSync(path)
  if (real.startsWith('/nix/store/')) return 'nix'
  return isRustup(real) || isRustup(path) ? 'rustup' : 'elsewhere'
}

function pathDirectories(env: NodeJS.ProcessEnv): string[] {
  return [...new Set((env.PATH ?? '').split(delimiter).filter(isAbsolute))]
}

/** cargo looks for its subcommands there too. */
function hasProgram(name: string, env: NodeJS.ProcessEnv): boolean {
  const own = join(cargoHome(env), 'bin')
  return [...pathDirectories(env), own].some((dir) => isExecutable(join(dir, name + EXE)))
}
