import {
  ancestorsOf,
  CONFIG_FILES,
  type Crate,
  type CrateId,
  childPath,
  farther,
  globsAt,
  isWithin,
  literalGlob,
  NO_OUTSIDE_READS,
  type OutsideReads,
  parentDir,
  type Reach,
  scopeOf,
  TASK_KINDS,
  TOOLCHAIN_FILES,
} from '@nx-crane/graph'
import { conventionalPaths } from './conventional-files'
import { declaredReads } from './declared-reads'

export interface KeyGlobsContext {
  crate(id: CrateId): Crate | undefined
  readonly outsideReads: Readonly<Record<CrateId, OutsideReads>>
  /** What takes part in the tasks of a Cargo workspace and is in no crate's directory, by what configuration says. */
  surroundings(workspaceDir: string): WorkspaceSurroundings
}

export interface WorkspaceSurroundings {
  readonly globs: readonly string[]
  /** What programs may read that Cargo starts around the compiler. */
  readonly reach: Reach
}

/** What a library brings into the keys of those that use it. */
interface Brought {
  readonly globs: ReadonlySet<string>
  readonly texts: ReadonlySet<string>
  /** When something is compiled with it, and when it runs. */
  readonly compiled: Reach
  readonly run: Reach
}

/**
 * Globs from the root of the repository of all files that may decide on keys of a crate and lie outside of its directory and those of the
 * crates that it is compiled with. Too many rather than too few: what selects tasks by changed files has nothing else to go by.
 */
export class KeyGlobs {
  readonly #context: KeyGlobsContext
  readonly #brought = new Map<CrateId, Brought>()
  readonly #settings = new Map<string, readonly string[]>()
  readonly #rootManifests = new Map<string, ReadonlySet<string>>()
  /** Most crates of a workspace have the same: those are put together once. */
  readonly #joined = new Map<string, string[]>()
  readonly #numbers = new Map<object, number>()

  constructor(context: KeyGlobsContext) {
    this.#context = context
  }

  /** Sorted, and each once. */
  of(crate: Crate): readonly string[] {
    const surroundings = this.#context.surroundings(parentDir(crate.workspace))
    const libraries = this.#libraries(crate, ['normal', 'build', 'dev'])
    const own = this.#readsOf(crate)
    const reach = libraries.reduce(
      (far, { compiled }) => farther(far, compiled),
      farther(surroundings.reach, declaredReads(crate) ? 'named' : this.#ownReach(own, libraries)),
    )
    const all = [this.#library(crate), ...libraries]
    const globs = union(all.map((each) => each.globs))
    const texts = reach === 'data' ? union(all.map((each) => each.texts)) : NO_GLOBS
    const settings = this.#settingsOf(crate)
    const parts = [settings, globs, texts, surroundings].map((part) => this.#numberOf(part))
    const place = [...parts, reach, crate.workspace].join(' ')
    let joined = this.#joined.get(place)
    if (joined === undefined) {
      const wide = reach === 'named' ? [] : reach === 'all' ? [ALL_FILES] : [DATA, ...texts]
      // Its own root manifest is among the settings.
      const named = [...globs].filter((glob) => glob !== crate.workspace)
      joined = [...new Set([...named, ...settings, ...surroundings.globs, ...wide])].sort()
      this.#joined.set(place, joined)
    }
    return joined
  }

  #numberOf(part: object): number {
    const number = this.#numbers.get(part) ?? this.#numbers.size
    this.#numbers.set(part, number)
    return number
  }

  #ownReach({ compiled, run, tested }: OutsideReads, libraries: readonly Brought[]): Reach {
    const all = [compiled, run, tested, ...libraries.map((library) => library.run)]
    return all.reduce(farther)
  }

  #libraries(crate: Crate, kinds: readonly string[]): Brought[] {
    return crate.dependencies.flatMap((dependency) => {
      const used = dependency.crate === null ? undefined : this.#context.crate(dependency.crate)
      return used && used.id !== crate.id && kinds.includes(dependency.kind) ? [this.#library(used)] : []
    })
  }

  #library(crate: Crate): Brought {
    const known = this.#brought.get(crate.id)
    if (known !== undefined) return known
    // Cargo refuses circles; one is followed once.
    this.#brought.set(crate.id, NOTHING)
    const libraries = this.#libraries(crate, ['normal', 'build'])
    const own = this.#readsOf(crate)
    const run = libraries.reduce((far, library) => farther(far, library.run), own.run)
    const compiled = libraries.reduce((far, library) => farther(far, library.compiled), own.compiled)
    // Its build script and macros run what it is linked with.
    const runs = crate.crateTargets.some(({ kind }) => kind.some((each) => RUN_BY_COMPILER.has(each)))
    const isDeclared = declaredReads(crate) !== null
    const conventional = conventionalPaths(crate).filter((path) => !isWithin(crate.dir, path))
    const brought: Brought = {
      globs: union([
        setOf([...own.globs, ...conventional.flatMap(globsAt)]),
        this.#rootManifestOf(crate),
        ...libraries.map(({ globs }) => globs),
      ]),
      texts: union([setOf(own.texts), ...libraries.map(({ texts }) => texts)]),
      compiled: isDeclared
        ? libraries.reduce<Reach>((far, library) => farther(far, library.compiled), 'named')
        : farther(compiled, runs ? run : 'named'),
      run,
    }
    this.#brought.set(crate.id, brought)
    return brought
  }

  #readsOf({ id }: Crate): OutsideReads {
    return this.#context.outsideReads[id] ?? NO_OUTSIDE_READS
  }

  #rootManifestOf({ id, workspace }: Crate): ReadonlySet<string> {
    if (id === workspace) return NO_GLOBS
    const known = this.#rootManifests.get(workspace) ?? new Set([workspace])
    this.#rootManifests.set(workspace, known)
    return known
  }

  /** Files of settings by their names, one glob for each directory. */
  #settingsOf(crate: Crate): readonly string[] {
    const workspaceDir = parentDir(crate.workspace)
    // Those in its own directory are files of its own.
    const elsewhere = crate.crateTargets
      .map(({ path }) => parentDir(path))
      .filter((dir) => !isWithin(crate.dir, dir))
    const starts = [...new Set([...(crate.dir === '' ? [] : [parentDir(crate.dir)]), ...elsewhere])]
    const place = [workspaceDir, ...starts].join('\0')
    let found = this.#settings.get(place)
    if (found === undefined) {
      const toolDirs = starts.flatMap((dir) => (dir === '' ? [''] : [dir, ...ancestorsOf(dir)]))
      found = this.#settingsIn(workspaceDir, toolDirs)
      this.#settings.set(place, found)
    }
    return found
  }

  #settingsIn(workspaceDir: string, toolDirs: readonly string[]): readonly string[] {
    const names = new Map<string, Set<string>>()
    const add = (dir: string, files: readonly string[]) => {
      const known = names.get(dir) ?? new Set()
      for (const file of files) known.add(file)
      names.set(dir, known)
    }
    add(workspaceDir, ['Cargo.toml', 'Cargo.lock', '.config/nextest.toml'])
    for (const dir of workspaceDir === '' ? [''] : [workspaceDir, ...ancestorsOf(workspaceDir)])
      add(dir, [...TOOLCHAIN_FILES, ...CONFIG_FILES])
    for (const dir of toolDirs) add(dir, [...TOOL_FILES, '.env'])
    return [...names].map(([dir, files]) => childPath(literalGlob(dir), `{${[...files].sort().join(',')}}`))
  }
}

const NO_GLOBS: ReadonlySet<string> = new Set()
const NOTHING: Brought = { globs: NO_GLOBS, texts: NO_GLOBS, compiled: 'named', run: 'named' }
const RUN_BY_COMPILER = new Set(['custom-build', 'proc-macro'])
const TOOL_FILES = [...new Set(TASK_KINDS.flatMap((kind) => scopeOf(kind).toolFiles))]

const ALL_FILES = '**/*'
/**
 * At least what `listRepositoryData` lists: all names that do not end with `.rs`, `.md`, `.ts`, `.js`, `.tsx` or `.jsx`, which most commits change
 * and are no data. Said by the last characters: Nx takes `!(*.rs)` out of all other inputs of the target too.
 */
const DATA =
  '**/{*[!sdx],*[!rtj]s,*[!.][rtj]s,s,[rtj]s,*[!m]d,*[!.]md,d,md,*[!s]x,*[!tj]sx,*[!.][tj]sx,x,sx,[tj]sx}'

function setOf(globs: readonly string[]): ReadonlySet<string> {
  return globs.length === 0 ? NO_GLOBS : new Set(globs)
}

/** One of the sets where it is all of them, which saves making a new one for most crates. */
function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [first = NO_GLOBS, ...others] = new Set(sets.filter(({ size }) => size > 0))
  if (others.length === 0) return first
  const largest = [first, ...others].reduce((one, other) => (other.size > one.size ? other : one))
  const isAll = [first, ...others].every(
    (set) => set === largest || [...set].every((each) => largest.has(each)),
  )
  return isAll ? largest : new Set([first, ...others].flatMap((set) => [...set]))
}
