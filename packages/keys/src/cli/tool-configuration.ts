import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { directoryAndAbove } from '@nx-crane/files'
import {
  type ConfigFile,
  configBase,
  configuredVariable,
  entryOf,
  scopeOf,
  type TaskKind,
  tableOf,
} from '@nx-crane/graph'
import { type KeyInput, sortedInputs } from '../key-input'
import { contentOf } from './content-of'

export interface ToolPlace {
  /** The repository, absolute. */
  readonly root: string
  /** Of the Cargo workspace, absolute. */
  readonly dir: string
  readonly configs: readonly ConfigFile[]
  readonly environment: NodeJS.ProcessEnv
}

/**
 * Configuration that tools find beyond the directories of crates and those above them in the repository: above the
 * repository, in the user's directories, and where variables say.
 */
export function toolConfiguration(place: ToolPlace, kind: TaskKind): KeyInput[] {
  const { root, dir, environment } = place
  const { toolFiles, runs } = scopeOf(kind)
  const above = directoryAndAbove(root).slice(1)
  const places = kind === 'format' ? [...above, ...userDirectories(environment)] : above
  const files = toolFiles.flatMap((name) => places.map((each) => join(each, name)))
  if (kind === 'lint') files.push(...clippyFiles(place))
  if (runs) files.push(join(dir, '.config', 'nextest.toml'))
  return sortedInputs(
    [...new Set(files)].flatMap((file) => {
      const value = contentOf(file)
      return value === null ? [] : [{ what: `configuration: ${file.replace(`${root}/`, '')}`, value }]
    }),
  )
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

/** Where clippy looks, absolute, if a variable says that it does not begin at the crate. */
export function clippyFiles(place: Omit<ToolPlace, 'root'>): string[] {
  const said = clippyDirectory(place)
  if (!said) return []
  const start = resolve(place.dir, said)
  return scopeOf('lint').toolFiles.flatMap((name) => directoryAndAbove(start).map((dir) => join(dir, name)))
}

/** Cargo hands the variables of its configuration on to clippy. */
function clippyDirectory({ configs, environment }: Omit<ToolPlace, 'root'>): string | undefined {
  const own = environment.CLIPPY_CONF_DIR
  for (const config of configs) {
    const variable = configuredVariable(entryOf(tableOf(config.table, 'env'), 'CLIPPY_CONF_DIR'))
    if (variable === undefined) continue
    if (own !== undefined && !variable.force) return own
    return variable.relative ? resolve(configBase(config), variable.value) : variable.value
  }
  return own
}
