import {
  ancestorsOf,
  CONFIG_FILES,
  type Crate,
  type CrateId,
  childPath,
  farther,
  isWithin,
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
import { globsAt, literalGlob } from './glob-of-path'
import { toolDirectories } from './tool-files'

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

  constructor(context: KeyGlobsContext) {
    this.#context = context
  }

  /** Sorted, and each once. */
  of(crate: Crate): string[] {
    const surroundings = this.#context.surroundings(parentDir(crate.workspace))
    const libraries = this.#libraries(crate, ['normal', 'build', 'dev'])
    const own = this.#readsOf(crate)
    const reach = libraries.reduce(
      (far, { compiled }) => farther(far, compiled),
      farther(surroundings.reach, declaredReads(crate) ? 'named' : this.#ownReach(own, libraries)),
    )
    const found = new Set(surroundings.globs)
    for (const { globs } of [this.#library(crate), ...libraries]) for (const glob of globs) found.add(glob)
    // Its own root manifest is among the settings.
    found.delete(crate.workspace)
    for (const glob of this.#settingsOf(crate)) found.add(glob)
    if (reach === 'named') return [...found].sort()
    const texts = [this.#library(crate), ...libraries].flatMap((each) => [...each.texts])
    return [...new Set([...found, ...(reach === 'all' ? [ALL_FILES] : [DATA, ...texts])])].sort()
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
    const brought: Brought = {
      globs: union([
        [
          ...own.globs,
          ...(crate.workspace === crate.id ? [] : [crate.workspace]),
          ...conventionalPaths(crate).flatMap((path) =>
            path.startsWith(`${crate.dir}/`) ? [] : globsAt(path),
          ),
        ],
        ...libraries.map(({ globs }) => globs),
      ]),
      texts: union([own.texts, ...libraries.map(({ texts }) => texts)]),
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

  /** Files of settings by their names, one glob for each directory. */
  #settingsOf(crate: Crate): readonly string[] {
    const workspaceDir = parentDir(crate.workspace)
    const dirs = new Set(KINDS_WITH_TOOLS.flatMap((kind) => toolDirectories(crate, scopeOf(kind))))
    // Those in its own directory are files of its own.
    const toolDirs = [...dirs].filter((dir) => !isWithin(crate.dir, dir))
    const place = [workspaceDir, ...toolDirs].join('\0')
    let found = this.#settings.get(place)
    if (found === undefined) {
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

const NOTHING: Brought = { globs: new Set(), texts: new Set(), compiled: 'named', run: 'named' }
const RUN_BY_COMPILER = new Set(['custom-build', 'proc-macro'])
const KINDS_WITH_TOOLS = TASK_KINDS.filter((kind) => scopeOf(kind).toolFiles.length > 0)
const TOOL_FILES = [...new Set(KINDS_WITH_TOOLS.flatMap((kind) => scopeOf(kind).toolFiles))]

const ALL_FILES = '**/*'
/** At least what `listRepositoryData` lists: sources and texts for people make most commits, and are no data. */
const DATA = '**/!(*.rs|*.md|*.ts|*.tsx|*.js|*.jsx)'

function union(sets: readonly Iterable<string>[]): ReadonlySet<string> {
  const found = new Set<string>()
  for (const set of sets) for (const each of set) found.add(each)
  return found
}
