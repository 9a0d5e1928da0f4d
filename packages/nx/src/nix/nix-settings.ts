import { realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What settings an evaluation depends on: the text of those of Nix in the environment, and files, absolute; what git ignores, too. */
export function nixSettings(env: NodeJS.ProcessEnv): { readonly text: string; readonly files: string[] } {
  const variables = Object.entries(env)
    .filter(([name]) => name.startsWith('NIX_') && name !== 'NIX_PATH')
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const home = env.XDG_CONFIG_HOME ?? (env.HOME && join(env.HOME, '.config'))
  const directories = [
    env.NIX_CONF_DIR ?? '/etc/nix',
    ...(env.NIX_CONFIG_HOME ? [env.NIX_CONFIG_HOME] : []),
    ...(home ? [join(home, 'nix')] : []),
  ]
  const named = (env.NIX_USER_CONF_FILES ?? '').split(':').filter((file) => file.startsWith('/'))
  return {
    text: JSON.stringify(variables),
    files: [
      ...directories.flatMap((dir) => ['nix.conf', 'nix.custom.conf'].map((name) => join(dir, name))),
      ...named,
      ...(home ? [join(home, 'git/ignore')] : []),
    ],
  }
}

/** Which program this is: another one may give other paths. */
export function programIdentity(program: string): string {
  const real = realpathSync(program)
  const { mtimeMs, size, ino } = statSync(real)
  return `${real} ${mtimeMs} ${size} ${ino}`
}
