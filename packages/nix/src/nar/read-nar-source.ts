import { lstatSync, readdirSync, readlinkSync, type Stats } from 'node:fs'
import { diskFault } from './disk-fault'
import type { NarEntry, NarNode } from './nar-node'
import { printName } from './print-name'
import { readFileChunks } from './read-file-chunks'

/** `unknown` is what no archive can hold: sockets, devices, pipes. */
export type NarSourceKind = 'directory' | 'regular' | 'symlink' | 'unknown'

export interface NarSourceEntry {
  /** Relative to the source, `/`-separated; bytes that are not UTF-8 as `\xff`. */
  readonly path: string
  readonly kind: NarSourceKind
  /** The last part of the path, as it is on the disk. */
  readonly name: Uint8Array
}

export interface NarSourceOptions {
  /** Whether an entry is part of the source, with what is below it; not asked about the source itself. As in `builtins.path`. */
  readonly filter?: (entry: NarSourceEntry) => boolean
}

/**
 * What lies at `path` on the disk, read as it is asked for: a directory, a file, or a symbolic link, which is not followed
 * (nor does `nix-store --add`; `builtins.path` does follow the source itself).
 * A file is executable when its owner may execute it. Whatever is neither, cannot be read, or changes between the first
 * look and the last byte is a `NixError`.
 */
export function readNarSource(path: string | Uint8Array, options: NarSourceOptions = {}): NarNode {
  const place = Buffer.from(path)
  return readNode({ place, stats: look(place), path: '', keep: options.filter ?? (() => true) })
}

interface Found {
  readonly place: Buffer
  readonly stats: Stats
  /** Relative to the source. */
  readonly path: string
  readonly keep: (entry: NarSourceEntry) => boolean
}

function readNode(found: Found): NarNode {
  const { place, stats } = found
  switch (kindOf(stats)) {
    case 'directory':
      return { kind: 'directory', entries: () => readEntries(found) }
    case 'symlink':
      return { kind: 'symlink', target: asking(place, () => readlinkSync(place, { encoding: 'buffer' })) }
    case 'regular': {
      const kind = stats.mode & 0o100 ? 'executable' : 'regular'
      return { kind, size: stats.size, chunks: () => readFileChunks(place, stats) }
    }
    case 'unknown':
      throw diskFault(place, 'UNSUPPORTED_FILE', unsupportedKind(stats))
  }
}

function readEntries({ place, path, keep }: Found): NarEntry[] {
  const names = asking(place, () => readdirSync(place, { encoding: 'buffer' }))
  return names.flatMap((name) => {
    const below = Buffer.concat([place, SLASH, name])
    const stats = look(below)
    const printed = printName(name)
    const found = { place: below, stats, path: path === '' ? printed : `${path}/${printed}`, keep }
    if (!keep({ path: found.path, kind: kindOf(stats), name })) return []
    return [{ name, node: () => readNode(found) }]
  })
}

const SLASH = Buffer.from('/')

function look(place: Buffer): Stats {
  return asking(place, () => lstatSync(place))
}

function asking<T>(place: Buffer, ask: () => T): T {
  try {
    return ask()
  } catch (error) {
    throw diskFault(place, 'UNREADABLE_FILE', error)
  }
}

function kindOf(stats: Stats): NarSourceKind {
  if (stats.isDirectory()) return 'directory'
  if (stats.isSymbolicLink()) return 'symlink'
  return stats.isFile() ? 'regular' : 'unknown'
}

function unsupportedKind(stats: Stats): string {
  if (stats.isSocket()) return 'is a socket'
  if (stats.isFIFO()) return 'is a named pipe'
  return 'is a device'
}
