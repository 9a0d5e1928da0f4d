import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularFile } from '@nx-crane/files'
import { parse } from 'smol-toml'
import { cargoHome } from '../config/read-configs'
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
 * What this machine knows of registry packages: from vendored directories, from Cargo's copy of the registry index
 * (there once Cargo has resolved the lock; no download needed), or from unpacked sources. Each is read at most once.
 * A package counts as found in the index only when its checksum is that of the lock.
 */
export function readLockedManifests(places: LockedManifestPlaces = {}): LockedManifests {
  const home = places.cargoHome ?? cargoHome(process.env)
  const indexes = directoriesIn(join(home, 'registry', 'index')).map((index) => join(index, '.cache'))
  const sources = directoriesIn(join(home, 'registry', 'src'))
  const known = new Map<LockedPackageId, LockedManifest | undefined>()
  return (locked) => {
    if (locked.source === null || !/^(registry|sparse)\+/.test(locked.source)) return undefined
    if (!known.has(locked.id)) {
      known.set(
        locked.id,
        fromDirectories(locked, places.vendored ?? []) ??
          fromIndexes(locked, indexes) ??
          fromDirectories(locked, sources),
      )
    }
    return known.get(locked.id)
  }
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
