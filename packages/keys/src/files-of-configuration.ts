import {
  asTable,
  type ConfigFile,
  configBase,
  filesBelow,
  isFile,
  isInside,
  isWithin,
  overrideDirectories,
  parentDir,
  resolveSource,
  type SourceTree,
  sourceDirectories,
  stringOf,
  tableOf,
  treeConfigs,
} from '@nx-crane/graph'
import { COMPILER_SETTINGS } from './compiler-wrappers'
import { configuredPaths, type NamedPlace } from './configured-paths'
import { configuredWords } from './configured-words'

export interface FilesOfConfiguration {
  /** The files of Cargo's configuration themselves, those that they include among them. */
  readonly configs: readonly string[]
  /** What they name in the repository: linker scripts, wrappers, runners, targets, directories of libraries and of vendored crates. */
  readonly named: readonly string[]
  /** Those of these directories that stand in for registries. */
  readonly sources: readonly string[]
}

/** Cargo's configuration for what runs in some directories of a repository, and what it names. Each sorted. */
export function filesOfConfiguration(tree: SourceTree, dirs: ReadonlySet<string>): FilesOfConfiguration {
  const place = placeIn(tree)
  const configs = new Set<string>()
  const found = new Set<string>()
  const sources = new Set<string>()
  for (const dir of dirs) {
    const { files } = treeConfigs(tree, dir)
    // From each directory a name may mean another file.
    for (const { path, is } of configuredPaths(configuredWords(files, {}, ALL), dir, place))
      if (is !== 'nothing') found.add(path)
    for (const config of files) {
      if (configs.has(config.path)) continue
      configs.add(config.path)
      const base = configBase(config)
      for (const path of pathsOf(config)) found.add(resolveSource(base, path))
      for (const path of sourceDirectories(config)) sources.add(resolveSource(base, path))
    }
  }
  // What Git ignores of these is taken too, so the repository itself is none.
  sources.delete('')
  const named = new Set([...found, ...sources].flatMap((path) => filesAt(path, { tree, dirs })))
  return { configs: [...configs].sort(), named: [...named].sort(), sources: [...sources].sort() }
}

const ALL = { documents: true, runs: true }

function placeIn(tree: SourceTree): NamedPlace {
  return {
    resolve: resolveSource,
    isFile: (path) => isInside(path) && isFile(tree, path),
    isSearched: (path) => path !== '' && isInside(path) && tree.list(path) !== undefined,
    read: (path) => tree.read(path),
  }
}

/** Of a directory that crates lie in just the files, not all that lies below it. */
function filesAt(path: string, { tree, dirs }: { tree: SourceTree; dirs: ReadonlySet<string> }): string[] {
  if (path === '' || !isInside(path)) return []
  // A script may start, or take in, what lies beside it.
  if (isFile(tree, path))
    return isScript(tree, path) ? [path, ...filesAt(parentDir(path), { tree, dirs })] : [path]
  const isAround = [...dirs].some((dir) => isWithin(path, dir))
  return filesBelow(tree, path, (_, isDirectory) => !(isDirectory && isAround))
}

function isScript(tree: SourceTree, path: string): boolean {
  return tree.read(path)?.startsWith('#!') === true
}

/** Programs, certificates, crates in place of others, and variables that are paths. */
function pathsOf(config: ConfigFile): string[] {
  const { table } = config
  const programs = [...COMPILER_SETTINGS, 'rustdoc'].map((key) => stringOf(tableOf(table, 'build'), key))
  const variables = Object.values(tableOf(table, 'env') ?? {}).map(asTable)
  return [
    ...programs.filter((program) => program?.includes('/')),
    stringOf(tableOf(table, 'http'), 'cainfo'),
    ...variables.map((variable) => (variable?.relative === true ? stringOf(variable, 'value') : undefined)),
    ...overrideDirectories(config),
  ].filter((path) => path !== undefined)
}
