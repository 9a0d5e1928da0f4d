/** A task, as far as it decides which files it has variables from. */
export interface EnvTarget {
  /** The directory of its project, relative to the workspace; `''` for the workspace itself. */
  readonly projectRoot: string
  readonly target: string
  readonly configuration?: string | undefined
}

/** What Nx loads for every task before anything else. */
export const SHARED_ENV_FILES = ['.env', '.local.env', '.env.local']

/**
 * The files from which Nx takes variables for a task, relative to the workspace; the first that names a variable decides. As
 * `getEnvPathsForTask` of Nx 23 and 24 has them, for targets that are no part of an atomized one.
 */
export function envFilesOf({ projectRoot, target, configuration }: EnvTarget): string[] {
  const identifiers = [
    ...(configuration === undefined ? [] : [`${target}.${configuration}`, configuration]),
    target,
    '',
  ]
  const own = projectRoot === '' || projectRoot === '.' ? '' : `${projectRoot}/`
  return [own, ''].flatMap((directory) =>
    identifiers.flatMap((identifier) => variantsOf(identifier).map((name) => directory + name)),
  )
}

function variantsOf(identifier: string): string[] {
  if (identifier === '') return ['.env.local', '.local.env', '.env']
  return [`.env.${identifier}.local`, `.env.${identifier}`, `.${identifier}.local.env`, `.${identifier}.env`]
}
