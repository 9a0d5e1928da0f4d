import {
  asTable,
  type ConfigFile,
  childPath,
  configBase,
  isWithin,
  type LockedPackage,
  normalizePath,
  parseManifest,
  type SourceTree,
  stringOf,
  tableOf,
} from '@nx-crane/graph'

export interface VendoredIn {
  readonly tree: SourceTree
  readonly locked: readonly LockedPackage[]
  /** From {@link vendoredDirectories}. */
  readonly directories: readonly string[]
}

/** Whether a file is of a vendored crate that no lock needs. */
export function isVendoredAndUnused(path: string, { tree, locked, directories }: VendoredIn): boolean {
  const directory = directories.find((each) => path !== each && isWithin(each, path))
  if (directory === undefined) return false
  const name = path.slice(directory.length + 1).split('/', 1)[0] ?? ''
  const manifest = parseManifest(tree.read(childPath(childPath(directory, name), 'Cargo.toml')) ?? '')
  const own = 'toml' in manifest ? tableOf(manifest.toml, 'package') : undefined
  const version = stringOf(own, 'version')
  if (version === undefined) return false
  return !locked.some((each) => each.name === stringOf(own, 'name') && each.version === version)
}

/** The directories that stand in for registries, as seen from where the paths of the files are. */
export function vendoredDirectories(configs: readonly ConfigFile[]): string[] {
  return configs.flatMap((config) =>
    Object.values(tableOf(config.table, 'source') ?? {}).flatMap((source) => {
      const directory = stringOf(asTable(source), 'directory')
      return directory === undefined ? [] : [normalizePath(configBase(config), directory)]
    }),
  )
}
