import { realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What settings of Nix an evaluation depends on: the text of those in the environment, and the files of the others, absolute. */
export function nixSettings(env: NodeJS.ProcessEnv): { readonly text: string; readonly files: string[] } {
  const variables = Object.entries(env)
    .filter(([name]) => name.startsWith('NIX_') && name !== 'NIX_PATH')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const directories = [
    env.NIX_CONF_DIR ?? '/etc/nix',
    ...(env.NIX_CONFIG_HOME ? [env.NIX_CONFIG_HOME] : []),
    ...[env.XDG_CONFIG_HOME ?? (env.HOME && join(env.HOME, '.config'))].flatMap((home) =>
      home ? [join(home, 'nix')] : [],
    ),
  ]
  const named = (env.NIX_USER_CONF_FILES ?? '').split(':').filter((file) => file.startsWith('/'))
  return {
    text: JSON.stringify(variables),
    files: [
      ...directories.flatMap((dir) => ['nix.conf', 'nix.custom.conf'].map((name) => join(dir, name))),
      ...named,
    ],
  }
}

/** Which program this is: another one may give other paths. */
export function programIdentity(program: string): string {
  const real = realpathSync(program)
  const { mtimeMs, size, ino } = statSync(real)
  return `${real} ${mtimeMs} ${size} ${ino}`
}
