import { delimiter, dirname, isAbsolute, join, resolve, sep } from 'node:path'
import { realpathSync } from '@nx-crane/files'

/** Variables by which cargo is told to run another program than the compiler on PATH. */
const COMPILERS = ['RUSTC', 'CARGO_BUILD_RUSTC', 'RUSTDOC', 'CARGO_BUILD_RUSTDOC'] as const
const WRAPPERS = [
  'RUSTC_WRAPPER',
  'RUSTC_WORKSPACE_WRAPPER',
  'CARGO_BUILD_RUSTC_WRAPPER',
  'CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER',
] as const

/**
 * An environment in which only programs of this machine are found, for what only reads a repository: PATH without the
 * directories that lie in it (`node_modules/.bin` is there under `npx`) and without relative ones, which mean others in
 * every directory; and no compiler or wrapper that lies in it.
 *
 * @param root the repository, absolute
 */
export function machineEnvironment(root: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const path = (environment.PATH ?? '').split(delimiter)
  const kept = path.filter((dir) => isAbsolute(dir) && !isOfRepository(dir, { root, environment }))
  const cleaned: NodeJS.ProcessEnv = { ...environment, PATH: kept.join(delimiter) }
  for (const name of [...COMPILERS, ...WRAPPERS]) {
    const program = cleaned[name]
    if (program?.includes('/') && !isMachines(program, { root, environment })) delete cleaned[name]
  }
  return cleaned
}

/**
 * The same for cargo, whose configuration in the repository may name a compiler and wrappers too: variables win over it
 * (https://doc.rust-lang.org/cargo/reference/config.html#buildrustc-wrapper: empty means none), as over flags of the
 * compiler, of which a nightly one takes libraries to load (`-Zcodegen-backend`).
 */
export function machineCargoEnvironment(root: string, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const cleaned = machineEnvironment(root, environment)
  return {
    ...cleaned,
    RUSTC: cleaned.RUSTC || 'rustc',
    RUSTC_WRAPPER: '',
    RUSTC_WORKSPACE_WRAPPER: '',
    CARGO_ENCODED_RUSTFLAGS: '',
  }
}

export interface RepositoryPlace {
  /** The repository, absolute. */
  readonly root: string
  readonly environment: NodeJS.ProcessEnv
}

/**
 * Whether a program or directory lies in the repository, where links lead to; what is not there does. Not what lies in
 * the `CARGO_HOME` and `RUSTUP_HOME` that somebody has put there and named in the environment.
 */
export function isOfRepository(path: string, { root, environment }: RepositoryPlace): boolean {
  const real = realPathOf(path)
  if (!isBelow(realPathOf(root), real)) return false
  const homes = [environment.CARGO_HOME, environment.RUSTUP_HOME].filter((home) => home && isAbsolute(home))
  return !homes.some((home) => home && isBelow(realPathOf(home), real))
}

function isMachines(program: string, place: RepositoryPlace): boolean {
  return isAbsolute(program) && !isOfRepository(program, place)
}

function isBelow(directory: string, path: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : `${directory}${sep}`)
}

/** Of what is not there, that of the directory it would lie in. */
function realPathOf(path: string): string {
  const absolute = resolve(path)
  try {
    return realpathSync(absolute)
  } catch {
    return dirname(absolute) === absolute
      ? absolute
      : join(realPathOf(dirname(absolute)), absolute.slice(dirname(absolute).length))
  }
}
