import { relative, resolve } from 'node:path'
import { existsSync, type Place, readRegularText, statSync } from '@nx-crane/files'
import { type ConfigFile, configBase } from '@nx-crane/graph'
import { configuredWords, type WordUse } from '../configured-words'
import type { KeyInput } from '../key-input'
import { sortedInputs } from '../key-input'
import { namedFiles } from '../named-files'
import { contentOf } from './content-of'

export interface ConfiguredPlace {
  /** The repository, absolute. */
  readonly root: string
  /** Of the Cargo workspace, absolute: compilers run in it. */
  readonly dir: string
  readonly configs: readonly ConfigFile[]
  readonly environment: NodeJS.ProcessEnv
  readonly memos?: Place | undefined
}

/**
 * The content of the files that stand behind names in Cargo's configuration and in variables: linker scripts, files of further
 * arguments, headers of pages, runners, directories of libraries. What is no file is nothing here.
 */
export function configuredFiles(place: ConfiguredPlace, use: WordUse): KeyInput[] {
  const inputs = [...configuredPaths(place, use)].flatMap(({ path, is }) =>
    is === 'nothing'
      ? []
      : [
          {
            what: `named by configuration: ${shownIn(place.root, path)}`,
            value: contentOf(path, place.memos) ?? '',
          },
        ],
  )
  return sortedInputs(inputs)
}

/** What a name in the configuration may mean. */
export interface ConfiguredPath {
  /** Absolute. */
  readonly path: string
  /** A directory is one that a linker searches, outside of the repository: that has its files in keys one by one. */
  readonly is: 'file' | 'directory' | 'nothing'
}

/** Everything that {@link configuredFiles} looks at, each path once. */
export function configuredPaths(
  place: Omit<ConfiguredPlace, 'memos'>,
  use: WordUse,
): Iterable<ConfiguredPath> {
  const found = new Map<string, ConfiguredPath>()
  const queue = configuredWords(place.configs, place.environment, use).map(({ words, config }) => ({
    words,
    dirs: [place.dir, ...(config === null ? [] : [configBase(config)])],
  }))
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { files, directories } = namedFiles(next.words)
    // A linker finds scripts in the directories that it searches.
    const searched = directories.flatMap((directory) => next.dirs.map((dir) => resolve(dir, directory)))
    for (const path of [...next.dirs, ...searched].flatMap((dir) =>
      files.map((file) => resolve(dir, file)),
    )) {
      if (found.has(path)) continue
      const is = isFile(path) ? 'file' : 'nothing'
      found.set(path, { path, is })
      if (is === 'file') queue.push({ words: wordsOfFile(path), dirs: [...next.dirs, ...searched] })
    }
    for (const path of searched) {
      if (found.get(path)?.is === 'file' || isAround(path, place.root) || !existsSync(path)) continue
      found.set(path, { path, is: 'directory' })
    }
  }
  return found.values()
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/** What a linker script includes, and what stands in a file of arguments. */
function wordsOfFile(path: string): string[] {
  try {
    if (statSync(path).size > MOST_BYTES) return []
    const text = readRegularText(path)
    if (text.includes('\0')) return []
    return text.split(/[\s"';()]+/).filter((word) => word !== '')
  } catch {
    return []
  }
}

/** Nobody writes longer ones by hand. */
const MOST_BYTES = 65536

function isAround(path: string, root: string): boolean {
  return root === path || root.startsWith(path.endsWith('/') ? path : `${path}/`)
}

function shownIn(root: string, path: string): string {
  const way = relative(root, path).replaceAll('\\', '/')
  return way.startsWith('../') ? path : way
}
