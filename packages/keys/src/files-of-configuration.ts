import {
  asTable,
  configBase,
  filesBelow,
  isFile,
  isInside,
  resolveSource,
  type SourceTree,
  stringOf,
  tableOf,
  treeConfigs,
} from '@nx-crane/graph'
import { configuredWords } from './configured-words'
import { namedFiles } from './named-files'

export interface FilesOfConfiguration {
  /** The files of Cargo's configuration themselves, those that they include among them. */
  readonly configs: readonly string[]
  /** What they name in the repository: linker scripts, wrappers, runners, targets, directories of libraries and of vendored crates. */
  readonly named: readonly string[]
}

/** Cargo's configuration for what runs in some directories of a repository, and what it names. Each sorted. */
export function filesOfConfiguration(tree: SourceTree, dirs: Iterable<string>): FilesOfConfiguration {
  const configs = new Set<string>()
  const named = new Set<string>()
  for (const dir of dirs) {
    const { files } = treeConfigs(tree, dir)
    for (const config of files) {
      if (configs.has(config.path)) continue
      configs.add(config.path)
      const base = configBase(config)
      const words = configuredWords([config], {}, { documents: true, runs: true }).flatMap(
        (each) => each.words,
      )
      const { files: names, directories } = namedFiles([...words, ...programsOf(config.table)])
      for (const name of names) addFile(resolveSource(base, name))
      for (const name of names) addFile(resolveSource(dir, name))
      for (const name of [...directories, ...directoriesOf(config.table)]) addBelow(resolveSource(base, name))
    }
  }
  return { configs: [...configs].sort(), named: [...named].sort() }

  function addFile(path: string): void {
    if (isInside(path) && isFile(tree, path)) named.add(path)
  }

  function addBelow(path: string): void {
    if (path === '' || !isInside(path)) return
    addFile(path)
    for (const file of filesBelow(tree, path, () => true)) named.add(file)
  }
}

type Table = Readonly<Record<string, unknown>>

function programsOf(table: Table): string[] {
  const build = tableOf(table, 'build')
  return ['rustc', 'rustc-wrapper', 'rustc-workspace-wrapper', 'rustdoc'].flatMap((key) => {
    const program = stringOf(build, key)
    return program?.includes('/') ? [program] : []
  })
}

/** Of sources that stand in for registries, and of variables that are paths. */
function directoriesOf(table: Table): string[] {
  const sources = Object.values(tableOf(table, 'source') ?? {}).map(asTable)
  const variables = Object.values(tableOf(table, 'env') ?? {}).map(asTable)
  const paths = Array.isArray(table.paths) ? table.paths : []
  return [
    ...sources.flatMap((source) => [stringOf(source, 'directory'), stringOf(source, 'local-registry')]),
    ...variables.map((variable) => (variable?.relative === true ? stringOf(variable, 'value') : undefined)),
    ...paths.map((path) => (typeof path === 'string' ? path : undefined)),
  ].filter((path) => path !== undefined)
}
