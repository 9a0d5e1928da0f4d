import {
  type ConfigFile,
  childPath,
  configBase,
  isWithin,
  type LockedPackage,
  normalizePath,
  parseManifest,
  type SourceTree,
  sourceDirectories,
  stringOf,
  tableOf,
} from '@nx-crane/graph'

export interface VendoredIn {
  readonly tree: SourceTree
  readonly locked: readonly LockedPackage[]
  /** Those that stand in for registries. */
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
    sourceDirectories(config).map((directory) => normalizePath(configBase(config), directory)),
  )
}
