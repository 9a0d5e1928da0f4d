import { askGit, pathsOf } from '@nx-crane/build'

/** Programs that git starts for the content of files. */
const PROGRAMS = /^filter\.(.*)\.(?:clean|smudge|process|required)$/s

/** The filters that configuration names. */
export function filterNames(env: NodeJS.ProcessEnv, root: string): Set<string> {
  const { stdout } = askGit(['config', '-z', '--name-only', '--get-regexp', '^filter[.]'], { root, env })
  return new Set(pathsOf(stdout).flatMap((name) => PROGRAMS.exec(name)?.[1] ?? []))
}

/**
 * The environment in which git runs none of these filters: it takes files as they are stored, with line ends and encodings as attributes
 * say.
 */
export function withoutFilters(env: NodeJS.ProcessEnv, names: Iterable<string>): NodeJS.ProcessEnv {
  const settings = [...names].flatMap((name) => [
    [`filter.${name}.clean`, ''],
    [`filter.${name}.smudge`, ''],
    [`filter.${name}.process`, ''],
    [`filter.${name}.required`, 'false'],
  ])
  const given = Number.parseInt(env.GIT_CONFIG_COUNT ?? '', 10) || 0
  const added = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${given + index}`, key],
    [`GIT_CONFIG_VALUE_${given + index}`, value],
  ])
  return { ...env, ...Object.fromEntries(added), GIT_CONFIG_COUNT: String(given + settings.length) }
}
