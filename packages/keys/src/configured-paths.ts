import { configBase } from '@nx-crane/graph'
import type { ConfiguredWords } from './configured-words'
import { namedFiles } from './named-files'

/** Where the files are looked for that configuration names: a disk, or the tree of a repository. */
export interface NamedPlace {
  /** `path` as seen from `dir`. */
  resolve(dir: string, path: string): string
  isFile(path: string): boolean
  /** Whether it is a directory that a linker may search, and not one that the repository lies in. */
  isSearched(path: string): boolean
  /** Undefined for what cannot be read. */
  read(path: string): string | undefined
}

/** What a name in the configuration may mean. */
export interface ConfiguredPath {
  /** As the place resolves it. */
  readonly path: string
  /** A directory is one that a linker searches. */
  readonly is: 'file' | 'directory' | 'nothing'
}

/**
 * All that configuration and variables may name, and what those files name in turn, each path once.
 *
 * @param dir of the Cargo workspace: compilers run in it
 */
export function configuredPaths(
  said: readonly ConfiguredWords[],
  dir: string,
  place: NamedPlace,
): Iterable<ConfiguredPath> {
  const found = new Map<string, ConfiguredPath>()
  const queue = said.map(({ words, config }) => ({
    words,
    dirs: [dir, ...(config === null ? [] : [configBase(config)])],
  }))
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { dirs } = next
    const { files, directories } = namedFiles(next.words)
    // A linker finds scripts in the directories that it searches.
    const searched = directories.flatMap((directory) => dirs.map((each) => place.resolve(each, directory)))
    for (const path of [...dirs, ...searched].flatMap((each) =>
      files.map((file) => place.resolve(each, file)),
    )) {
      if (found.has(path)) continue
      const is = place.isFile(path) ? 'file' : 'nothing'
      found.set(path, { path, is })
      if (is === 'file') queue.push({ words: wordsOf(place.read(path)), dirs: [...dirs, ...searched] })
    }
    for (const path of searched) {
      if (found.get(path)?.is === 'file' || !place.isSearched(path)) continue
      found.set(path, { path, is: 'directory' })
    }
  }
  return found.values()
}

/** What a linker script includes, and what stands in a file of arguments. */
function wordsOf(text: string | undefined): string[] {
  if (text === undefined || text.length > MOST_CHARACTERS || text.includes('\0')) return []
  return text.split(/[\s"';()]+/).filter((word) => word !== '')
}

/** Nobody writes longer ones by hand. */
const MOST_CHARACTERS = 65536
