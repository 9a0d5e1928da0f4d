import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { scopeOf, type TaskKind } from '@nx-crane/graph'
import { type KeyInput, sortedInputs } from '../key-input'
import { contentOf } from './content-of'

export interface ToolPlace {
  /** The repository, absolute. */
  readonly root: string
  /** Of the Cargo workspace, absolute. */
  readonly dir: string
  readonly environment: NodeJS.ProcessEnv
}

/**
 * Configuration that tools find beyond the directories of crates and those above them in the repository: above the
 * repository, in the user's directories, and where variables say.
 */
export function toolConfiguration({ root, dir, environment }: ToolPlace, kind: TaskKind): KeyInput[] {
  const { toolFiles, runs } = scopeOf(kind)
  const above = directoriesAbove(root)
  const places = [
    ...(kind === 'format' ? [...above, ...userDirectories(environment)] : above),
    ...(kind === 'lint' ? clippyDirectories(dir, environment) : []),
  ]
  const files = toolFiles.flatMap((name) => places.map((place) => join(place, name)))
  if (runs) files.push(join(dir, '.config', 'nextest.toml'))
  return sortedInputs(
    [...new Set(files)].flatMap((file) => {
      const value = contentOf(file)
      return value === null ? [] : [{ what: `configuration: ${file.replace(`${root}/`, '')}`, value }]
    }),
  )
}

function directoriesAbove(dir: string): string[] {
  const above = dirname(dir)
  return above === dir ? [] : [above, ...directoriesAbove(above)]
}

/** Where rustfmt looks after the directories above a file. */
function userDirectories(environment: NodeJS.ProcessEnv): string[] {
  const home = environment.HOME || homedir()
  const configuration =
    process.platform === 'darwin'
      ? join(home, 'Library', 'Application Support')
      : environment.XDG_CONFIG_HOME || join(home, '.config')
  return [home, join(configuration, 'rustfmt')]
}

/** Clippy begins there instead of at the crate. */
function clippyDirectories(dir: string, { CLIPPY_CONF_DIR }: NodeJS.ProcessEnv): string[] {
  if (!CLIPPY_CONF_DIR) return []
  const start = resolve(dir, CLIPPY_CONF_DIR)
  return [start, ...directoriesAbove(start)]
}
