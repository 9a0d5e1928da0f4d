import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { readRegularFile } from '@nx-crane/files'
import { parse } from 'smol-toml'
import { buildCrateGraph } from '../build-crate-graph'
import { cargoHome } from '../config/read-configs'
import { findManifests } from '../find-manifests'
import { readSourceTree } from '../read-source-tree'
import type { LockedPackage, LockedPackageId } from './cargo-lock'
import { type IndexedPackage, manifestFromIndex } from './indexed-package'
import type { LockedManifest, LockedManifests } from './locked-closure'
import { publishedManifest } from './published-manifest'

export interface LockedManifestPlaces {
  /** Cargo's home: `CARGO_HOME`, else `~/.cargo`. */
  readonly cargoHome?: string
  /** Directory sources, as `cargo vendor` makes them. Looked at first. */
  readonly vendored?: readonly string[]
}

/**
 * What this machine knows of packages from elsewhere: from vendored directories, from Cargo's copy of the registry index
 * (there once Cargo has resolved the lock; no download needed), from unpacked sources, or from checkouts of Git. Each is read at most
 * once. A package counts as found in the index only when its checksum is that of the lock.
 */
export function readLockedManifests(places: LockedManifestPlaces = {}): LockedManifests {
  const home = places.cargoHome ?? cargoHome(process.env)
  const indexes = directoriesIn(join(home, 'registry', 'index')).map((index) => join(index, '.cache'))
  const sources = directoriesIn(join(home, 'registry', 'src'))
  const checkouts = directoriesIn(join(home, 'git', 'checkouts'))
  const known = new Map<LockedPackageId, LockedManifest | undefined>()
  const find = (locked: LockedPackage) => {
    const vendored = fromDirectories(locked, places.vendored ?? [])
    if (vendored) return vendored
    if (locked.source?.startsWith('git+')) return fromCheckouts(locked, checkouts)
    if (!/^(registry|sparse)\+/.test(locked.source ?? '')) return undefined
    return fromIndexes(locked, indexes) ?? fromDirectories(locked, sources)
  }
  return (locked) => {
    if (locked.source === null) return undefined
    if (!known.has(locked.id)) known.set(locked.id, find(locked))
    return known.get(locked.id)
  }
}

/** Cargo checks a commit out into a directory that is named after its beginning. */
function fromCheckouts(locked: LockedPackage, checkouts: readonly string[]): LockedManifest | undefined {
  const commit = /#([0-9a-f]{7,})$/.exec(locked.source ?? '')?.[1]
  if (commit === undefined) return undefined
  for (const checkout of checkouts.flatMap(directoriesIn)) {
    if (!commit.startsWith(basename(checkout))) continue
    const tree = readSourceTree(checkout)
    const { crates } = buildCrateGraph(tree, findManifests(tree).cargo)
    const crate = crates.find(({ name, version }) => name === locked.name && version === locked.version)
    if (crate) return { ...crate, member: false }
  }
  return undefined
}

function fromIndexes(locked: LockedPackage, indexes: readonly string[]): LockedManifest | undefined {
  for (const index of indexes) {
    const entry = indexEntry(locked, join(index, ...indexPath(locked.name)))
    if (entry && entry.cksum === locked.checksum) return manifestFromIndex(entry)
  }
  return undefined
}

/** Cargo's cache of one crate's index file: a header, then `version NUL json NUL` for each version. */
function indexEntry(locked: LockedPackage, file: string): IndexedPackage | undefined {
  const bytes = contentOf(file)
  const mark = Buffer.from(`\0${locked.version}\0{`)
  const start = bytes?.indexOf(mark) ?? -1
  if (bytes === undefined || start === -1) return undefined
  const json = start + mark.length - 1
  const end = bytes.indexOf(0, json)
  try {
    return JSON.parse(bytes.toString('utf8', json, end === -1 ? bytes.length : end))
  } catch {
    return undefined // A cache of another Cargo's format is as good as none.
  }
}

/** `se/rd/serde`, `3/l/log`, `2/cc`: where registries keep a crate's index file. */
function indexPath(name: string): string[] {
  const lower = name.toLowerCase()
  if (lower.length < 3) return [String(lower.length), lower]
  if (lower.length === 3) return ['3', lower.slice(0, 1), lower]
  return [lower.slice(0, 2), lower.slice(2, 4), lower]
}

function fromDirectories(locked: LockedPackage, directories: readonly string[]): LockedManifest | undefined {
  for (const directory of directories) {
    for (const name of [`${locked.name}-${locked.version}`, locked.name]) {
      const text = contentOf(join(directory, name, 'Cargo.toml'))
      const manifest = text && manifestOf(text.toString('utf8'), locked)
      if (manifest) return manifest
    }
  }
  return undefined
}

function manifestOf(text: string, locked: LockedPackage): LockedManifest | undefined {
  try {
    return publishedManifest(parse(text), locked)
  } catch {
    return undefined // Cargo itself will say what is wrong with a crate it has to compile.
  }
}

function contentOf(file: string): Buffer | undefined {
  try {
    return readRegularFile(file)
  } catch {
    return undefined
  }
}

function directoriesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
      .sort()
      .map((name) => join(directory, name))
  } catch {
    return []
  }
}
