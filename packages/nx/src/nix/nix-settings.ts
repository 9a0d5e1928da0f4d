import { realpathSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { readFileStat } from '@nx-crane/files'

export interface NixSettings {
  /** What the environment says, of where the files are too. */
  readonly text: string
  /** Absolute paths of files, which need not be there; those of what git ignores, too. */
  readonly files: readonly string[]
}

/** The settings that an evaluation depends on. */
export function nixSettings(env: NodeJS.ProcessEnv): NixSettings {
  const variables = Object.entries(env)
    .filter(([name]) => name.startsWith('NIX_') && name !== 'NIX_PATH')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const home = env.XDG_CONFIG_HOME ?? (env.HOME && join(env.HOME, '.config'))
  const shared = (env.XDG_CONFIG_DIRS ?? '/etc/xdg').split(':').filter(isAbsolute)
  const directories = [
    env.NIX_CONF_DIR ?? '/etc/nix',
    ...(env.NIX_CONFIG_HOME ? [env.NIX_CONFIG_HOME] : []),
    ...[...(home ? [home] : []), ...shared].map((dir) => join(dir, 'nix')),
  ]
  const named = (env.NIX_USER_CONF_FILES ?? '').split(':').filter(isAbsolute)
  const files = [
    ...directories.flatMap((dir) => ['nix.conf', 'nix.custom.conf'].map((name) => join(dir, name))),
    ...named,
    ...(home ? [join(home, 'git/ignore')] : []),
  ]
  return { text: JSON.stringify([variables, files]), files }
}

/** Which program this is: another one may give other paths. */
export function programIdentity(program: string): string {
  const real = realpathSync(program)
  return `${real} ${readFileStat(real).stamp}`
}
