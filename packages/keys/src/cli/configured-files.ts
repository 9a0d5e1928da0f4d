import { relative, resolve } from 'node:path'
import { existsSync, type Place, readRegularText, statSync } from '@nx-crane/files'
import type { ConfigFile } from '@nx-crane/graph'
import { type ConfiguredPath, configuredPaths } from '../configured-paths'
import { configuredWords, type WordUse } from '../configured-words'
import type { KeyInput } from '../key-input'
import { sortedInputs } from '../key-input'
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
  const inputs = [...configuredPathsOnDisk(place, use)].flatMap(({ path, is }) =>
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

/** Everything that {@link configuredFiles} looks at, absolute. */
export function configuredPathsOnDisk(
  { root, dir, configs, environment }: Omit<ConfiguredPlace, 'memos'>,
  use: WordUse,
): Iterable<ConfiguredPath> {
  return configuredPaths(configuredWords(configs, environment, use), dir, {
    resolve,
    isFile,
    isSearched: (path) => !isAround(path, root) && existsSync(path),
    read,
  })
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

function read(path: string): string | undefined {
  try {
    return statSync(path).size > MOST_BYTES ? undefined : readRegularText(path)
  } catch {
    return undefined
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
