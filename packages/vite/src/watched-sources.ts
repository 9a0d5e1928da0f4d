import {
  ancestorsOf,
  CONFIG_FILES,
  type CrateGraph,
  type CrateId,
  childPath,
  isWithin,
  parentDir,
  TOOLCHAIN_FILES,
} from '@nx-crane/graph'

/** What a change of a file means for a package: its crate's sources, or how it is built. Null: nothing. */
export type Concern = 'source' | 'setup' | null

export interface WatchedCrate {
  readonly graph: CrateGraph
  readonly crate: CrateId
  /** Directories of all crates and npm packages of the repository. */
  readonly projectDirs: ReadonlySet<string>
  /** Directories of built packages. */
  readonly writtenDirs: ReadonlySet<string>
  /** The files of Cargo's configuration for a directory, with those that they include. */
  configFiles(dir: string): readonly string[]
}

/**
 * The files of which a crate's package is made: the directories of the crates that are compiled into it, and what decides
 * how. Paths are relative to the repository; what lies outside of it is absolute.
 */
export class WatchedSources {
  /** To be watched with everything in them. */
  readonly dirs: ReadonlySet<string>
  /** To be watched one by one; they need not be there. */
  readonly setupFiles: ReadonlySet<string>
  readonly #projectDirs: ReadonlySet<string>
  readonly #writtenDirs: ReadonlySet<string>

  constructor(watched: WatchedCrate) {
    const { graph, crate, projectDirs, writtenDirs } = watched
    // A crate is missing while its manifest cannot be read; it must not stand for the whole repository.
    const dirOf = (id: CrateId) => graph.crate(id)?.dir ?? parentDir(id)
    this.dirs = new Set(graph.closureOf(crate, ['normal', 'build']).map(dirOf))
    this.setupFiles = setupFiles(watched)
    this.#projectDirs = projectDirs
    this.#writtenDirs = writtenDirs
  }

  /** Whether the file is watched with the directory it is in. */
  covers(path: string): boolean {
    return [...this.dirs].some((dir) => isWithin(dir, path))
  }

  /** @param inputs what the compiler has read of late, also outside of the crates: files, and directories with all in them */
  concern(path: string, inputs: ReadonlySet<string>): Concern {
    if (this.setupFiles.has(path)) return 'setup'
    if (inputs.has(path) || ancestorsOf(path).some((dir) => dir !== '' && inputs.has(dir))) return 'source'
    const owner = ancestorsOf(path).find((dir) => this.#projectDirs.has(dir))
    if (owner === undefined || !this.dirs.has(owner)) return null
    const inside = owner === '' ? path : path.slice(owner.length + 1)
    if (ancestorsOf(path).some((dir) => this.#writtenDirs.has(dir))) return null
    return NO_SOURCE.test(inside) ? null : 'source'
  }
}

/** Hidden, installed and built files, and what Cargo compiles for tests only. */
const NO_SOURCE = /^(?:tests|benches|examples)(?:\/|$)|(?:^|\/)(?:\.[^/]*|node_modules|target)(?:\/|$)/

function setupFiles({ graph, crate, configFiles }: WatchedCrate): ReadonlySet<string> {
  const files = new Set<string>()
  // Cargo loads the manifests of dev-dependencies as well.
  for (const id of graph.manifestClosureOf(crate)) files.add(id)
  const own = graph.crate(crate)
  if (!own) return files
  const workspace = graph.workspaceOf(own)
  files.add(workspace.manifest)
  files.add(childPath(workspace.manifest.replace(/(^|\/)Cargo\.toml$/, ''), 'Cargo.lock'))
  files.add(childPath(own.dir, 'package.json'))
  for (const dir of [own.dir, ...ancestorsOf(own.dir)]) {
    for (const name of [...TOOLCHAIN_FILES, ...CONFIG_FILES]) files.add(childPath(dir, name))
  }
  for (const file of configFiles(own.dir)) files.add(file)
  return files
}
