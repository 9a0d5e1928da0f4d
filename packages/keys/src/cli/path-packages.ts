import { dirname, join, relative, resolve } from 'node:path'
import { type Place, readTextIfAny, realpathSync } from '@nx-crane/files'
import {
  asTable,
  type ConfigFile,
  type CrateId,
  childPath,
  configBase,
  entryOf,
  overrideDirectories,
  sourceDirectories,
  stringOf,
  type TomlTable,
  tableOf,
} from '@nx-crane/graph'
import { parse } from 'smol-toml'
import { type KeyInput, sortedInputs } from '../key-input'
import { pathsIn } from '../outside-packages'
import { contentOf } from './content-of'

export interface PathPackagesPlace {
  /** The repository, absolute. */
  readonly root: string
  readonly configs: readonly ConfigFile[]
  /** Directories that dependencies by path lead to and where the graph has no crate: outside of the repository, behind links. */
  readonly outsidePackages: readonly string[]
  /** Those that it has: what a patch puts one of them in place of is known. */
  readonly crates: ReadonlySet<CrateId>
  readonly memos?: Place | undefined
}

/**
 * The content of packages that Cargo compiles and the graph of the repository does not have, each with those that it leads to:
 * all their files, since nobody knows which count. Sources that are vendored are among them, when configuration replaces a
 * registry by their directory: Cargo compares them with their checksums, or takes them as they are.
 */
export function pathPackages({
  root,
  configs,
  outsidePackages,
  crates,
  memos,
}: PathPackagesPlace): KeyInput[] {
  const places = pathPackagePlaces({ root, configs, outsidePackages, crates })
  return sortedInputs(
    places.map((path) => ({
      what: `not in the graph: ${shownIn(root, path)}`,
      value: contentOf(path, memos) ?? 'not there',
    })),
  )
}

/** The directories and manifests that {@link pathPackages} looks at, absolute. */
export function pathPackagePlaces({
  root,
  configs,
  outsidePackages,
  crates,
}: Omit<PathPackagesPlace, 'memos'>): string[] {
  const found = new Set<string>()
  const patched = configs
    .flatMap(patchesOf)
    .filter((dir) => !crates.has(childPath(shownIn(root, dir), 'Cargo.toml')))
  const queue = [
    ...outsidePackages.map((dir) => resolve(root, dir)),
    ...patched,
    ...configs.flatMap((config) => resolvedIn(config, overrideDirectories(config))),
  ]
  for (let dir = queue.pop(); dir !== undefined; dir = queue.pop()) {
    if (found.has(dir)) continue
    found.add(dir)
    queue.push(...packagesOfManifest(dir))
    for (const manifest of manifestsAbove(dir)) found.add(manifest)
  }
  const vendored = configs.flatMap((config) => resolvedIn(config, sourceDirectories(config)))
  return [...new Set([...found, ...vendored])]
}

function patchesOf(config: ConfigFile): string[] {
  return resolvedIn(config, pathsIn(tableOf(config.table, 'patch')))
}

function resolvedIn(config: ConfigFile, paths: readonly string[]): string[] {
  return paths.map((path) => resolve(configBase(config), path))
}

/** The directories that the manifest in a directory leads to by path. */
function packagesOfManifest(dir: string): string[] {
  const manifest = readManifest(join(dir, 'Cargo.toml'))
  const tables = [manifest, ...Object.values(tableOf(manifest, 'target') ?? {}).map(asTable)]
  const dependencies = tables.flatMap((table) => DEPENDENCIES.map((key) => tableOf(table, key) ?? {}))
  const own = dependencies.flatMap((table) => pathsIn({ all: table }))
  const inherited = dependencies.flatMap((table) =>
    Object.keys(table).filter((name) => entryOf(asTable(entryOf(table, name)), 'workspace') === true),
  )
  return [
    ...own.map((path) => resolve(realDirectory(dir), path)),
    ...(inherited.length === 0 ? [] : manifestsAbove(dir).flatMap((path) => sharedPackages(path, inherited))),
  ]
}

/** Where the manifest of a workspace says that dependencies of these names lie. */
function sharedPackages(manifest: string, names: readonly string[]): string[] {
  const shared = tableOf(tableOf(readManifest(manifest), 'workspace'), 'dependencies')
  return names
    .flatMap((name) => stringOf(asTable(entryOf(shared, name)), 'path') ?? [])
    .map((path) => resolve(dirname(manifest), path))
}

const DEPENDENCIES = ['dependencies', 'build-dependencies', 'build_dependencies']

/** A package takes fields from the manifest of its workspace, which is one in a directory above it. */
function manifestsAbove(dir: string): string[] {
  const real = realDirectory(dir)
  const above = dirname(real)
  if (above === real) return []
  const manifest = join(above, 'Cargo.toml')
  return [...(readTextIfAny(manifest) === undefined ? [] : [manifest]), ...manifestsAbove(above)]
}

function realDirectory(dir: string): string {
  try {
    return realpathSync(dir)
  } catch {
    return dir
  }
}

function readManifest(path: string): TomlTable | undefined {
  try {
    return parse(readTextIfAny(path) ?? '') as TomlTable
  } catch {
    return undefined // Cargo says what is wrong with it.
  }
}

function shownIn(root: string, path: string): string {
  return relative(root, path).replaceAll('\\', '/')
}
