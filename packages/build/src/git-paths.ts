import { askProgram, machineEnvironment, type ProgramAnswer } from '@nx-crane/keys/cli'

export interface GitPlace {
  /** Absolute path of the repository, or of a directory in it. */
  readonly root: string
  readonly env: NodeJS.ProcessEnv
  /** Paths that git is given on its standard input, by zeros. */
  readonly input?: readonly string[]
  /** How long git may take, in milliseconds; {@link PATIENCE_MILLISECONDS} when left out. */
  readonly timeout?: number
}

/** Options with which git runs nothing that the repository's own configuration or its `.git/hooks` name. */
export const TRUSTING_NOTHING = [
  ...['-c', 'core.fsmonitor=false'],
  ...['-c', 'core.hooksPath=/dev/null'],
  // A bare repository within the repository, with a configuration of its own, is none.
  ...['-c', 'safe.bareRepository=explicit'],
]

/** Nor is an object that is missing fetched, by a program that the configuration names: those of a partial clone are. */
const FETCHING_NOTHING = { GIT_ALLOW_PROTOCOL: 'none', GIT_NO_LAZY_FETCH: '1', GIT_TERMINAL_PROMPT: '0' }

/** Git lists a million files in a few seconds. */
const PATIENCE_MILLISECONDS = 30_000

/** The paths that git prints, by zeros (`-z`); undefined when it fails, as it does where there is no repository, or no git. Throws when it
 * does not answer: there are patterns in .gitignore that git itself takes for ever to match. */
export function gitPaths(args: readonly string[], place: GitPlace): string[] | undefined {
  const { status, stdout } = askGit(args, place)
  // git check-ignore ends with 1 where nothing is ignored.
  return status === 0 || status === 1 ? pathsOf(stdout) : undefined
}

/** What git answers, which is told to run nothing that the repository names. Throws when it does not answer. */
export function askGit(
  args: readonly string[],
  { root, env, input = [], timeout = PATIENCE_MILLISECONDS }: GitPlace,
): ProgramAnswer {
  return askProgram({
    command: 'git',
    args: [...TRUSTING_NOTHING, ...args],
    cwd: root,
    env: { ...machineEnvironment(root, env), ...FETCHING_NOTHING },
    input: input.map((path) => `${path}\0`).join(''),
    milliseconds: timeout,
  })
}

/** Of what git prints with `-z`. */
export function pathsOf(printed: string): string[] {
  return printed.split('\0').filter((path) => path !== '')
}
