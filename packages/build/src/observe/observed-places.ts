import { homedir, tmpdir } from 'node:os'
import { join, posix } from 'node:path'
import type { Question } from './observation'

export interface PlacesRequest {
  /** The repository, absolute and without links. */
  readonly root: string
  readonly targetDirectory: string
  readonly environment: NodeJS.ProcessEnv
  /** What else is not looked into: the compilers' own directories. */
  readonly others: readonly string[]
}

/** Which places are inputs of a build, and how they are named. */
export class ObservedPlaces {
  readonly #root: string
  /** Whether what lies below a directory is an input; the longest name that fits decides. */
  readonly #isInput = new Map<string, boolean>()
  readonly #searched: ReadonlySet<string>

  constructor({ root, targetDirectory, environment, others }: PlacesRequest) {
    this.#root = root
    this.#isInput.set('/', true)
    for (const place of [...machinePlaces(environment), ...others]) this.#isInput.set(place, false)
    this.#isInput.set(root, true)
    this.#isInput.set(posix.normalize(targetDirectory), false)
    this.#searched = new Set(pathDirectories(environment))
  }

  /** How a path is named in an observation; null for one that is no input. */
  nameOf(path: string, asked: Question): string | null {
    const normal = withoutSlash(posix.normalize(path))
    if (this.#searches(normal, asked) || (asked === 'kind' && SYSTEM_LIBRARY.test(normal))) return null
    for (let place = normal; ; place = posix.dirname(place)) {
      const isInput = this.#isInput.get(place)
      if (isInput === false) return null
      if (isInput || place === '/' || place === '.') break
    }
    return this.relative(normal)
  }

  relative(path: string): string {
    return relativeTo(this.#root, path)
  }

  /** The name under which a program was found on PATH; null for one from elsewhere, and of the toolchain, which has its own part in keys. */
  programOf(path: string): string | null {
    const normal = posix.normalize(path)
    const name = posix.basename(normal)
    return this.#searched.has(posix.dirname(normal)) && !OF_TOOLCHAIN.test(name) ? name : null
  }

  isInside(path: string): boolean {
    return path === this.#root || path.startsWith(`${this.#root}/`)
  }

  /** Looking for a program in the directories of PATH: the one that is started is noted by itself. */
  #searches(path: string, asked: Question): boolean {
    return asked === 'kind' && !this.isInside(path) && this.#searched.has(posix.dirname(path))
  }
}

const OF_TOOLCHAIN = /^(?:cargo|rustc|rustdoc|rustfmt|rustup|clippy-driver)(?:$|-)/

/** A path as observations name it. */
export function relativeTo(root: string, path: string): string {
  if (path === root) return '.'
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path
}

/** The file beside the logs that tells the observer what need not be noted. */
export const IGNORED_FILE = 'ignored'

/**
 * The lines of that file: directories in which nothing can be an input, since the repository is no part of them, and
 * `?directory` for those of PATH, in which programs are looked for.
 */
export function ignoredLines({
  root,
  targetDirectory,
  environment,
}: Omit<PlacesRequest, 'others'>): string[] {
  const isAround = (place: string) => `${root}/`.startsWith(`${place}/`) || place === '/'
  const places = [...machinePlaces(environment), posix.normalize(targetDirectory)].filter(
    (place) => !isAround(place),
  )
  const searched = pathDirectories(environment).filter((place) => relativeTo(root, place) === place)
  return [...places, ...searched.map((place) => `?${place}`)].filter((line) => !line.includes('\n')).sort()
}

function pathDirectories(environment: NodeJS.ProcessEnv): string[] {
  const directories = (environment.PATH ?? '').split(':').filter((directory) => directory.startsWith('/'))
  return directories.map((directory) => withoutSlash(posix.normalize(directory)))
}

/** What belongs to the machine, to Cargo, or to nobody for long. Absolute. */
function machinePlaces(environment: NodeJS.ProcessEnv): string[] {
  const cargoHome = environment.CARGO_HOME || join(homedir(), '.cargo')
  const places = [
    ...SYSTEM,
    ...[tmpdir(), environment.TMPDIR ?? '', '/tmp', '/var/tmp'],
    ...['registry', 'git', '.package-cache', '.global-cache'].map((name) => join(cargoHome, name)),
    environment.RUSTUP_HOME || join(homedir(), '.rustup'),
    // as rustc calls the sources of Rust's own library
    '/rustc',
    // libtest asks what the terminal can do
    join(homedir(), '.terminfo'),
  ]
  return places.filter((place) => place.startsWith('/')).map((place) => withoutSlash(posix.normalize(place)))
}

/** Named in scripts of GCC's and libc's own: linkers look for them in the current directory first. */
const SYSTEM_LIBRARY = /\/(?:libgcc_s|libc|libm|libmvec|ld-linux[\w-]*)\.so\.\d+$/

/** What belongs to the machine as it comes. */
const SYSTEM = [
  '/usr',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/bin',
  '/sbin',
  '/etc',
  '/proc',
  '/sys',
  '/dev',
]
SYSTEM.push('/run', '/opt', '/nix/store')

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
