export interface EvaluationArguments {
  /** The repository, without links on the way. */
  readonly root: string
  /** The Nix file. */
  readonly file: string
  /** Directories that take the place of inputs, by their names. */
  readonly inputOverrides: Readonly<Record<string, string>>
  /** Paths that are taken for absent, relative to the repository. */
  readonly ignored: readonly string[]
  /** Its other arguments; those that are undefined are left out. */
  readonly strings: Readonly<Record<string, string | undefined>>
  /** What it reads besides, by a name. */
  readonly visible?: Readonly<Record<string, string>>
}

/**
 * The arguments, beside those for experimental features, for nix-instantiate to evaluate a file over the working tree, which sees what
 * a flake sees: the repository and its inputs, and no environment variable. So the paths are those of `nix build`.
 */
export function evaluationArguments(evaluation: EvaluationArguments): string[] {
  const { root, file, inputOverrides, ignored, strings, visible = {} } = evaluation
  const given = {
    inputOverrides: JSON.stringify(inputOverrides),
    ignored: JSON.stringify(ignored),
    ...strings,
  }
  return [
    ...['--eval', '--strict', '--json', '--show-trace', '--log-format', 'internal-json'],
    ...['--option', 'restrict-eval', 'true', '--option', 'allowed-uris', FETCHED],
    ...Object.entries({ ...visible, repository: root, ...inputOverrides }).flatMap(([name, directory]) => [
      '-I',
      `${name}=${directory}`,
    ]),
    file,
    ...Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : ['--argstr', name, value],
    ),
  ]
}

/** The environment for it: a flake has no search path. */
export function evaluationEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, NIX_PATH: '' }
}

/** Everything that an input of a flake may be fetched by; the lock says what exactly. */
const FETCHED =
  'http: https: ssh: file: git: git+http: git+https: git+ssh: git+file: github: gitlab: sourcehut: hg+http: hg+https: hg+ssh: tarball: tarball+http: tarball+https: tarball+file: file+http: file+https: path: flake:'
