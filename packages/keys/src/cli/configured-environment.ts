import { readConfigs } from '@nx-crane/graph'
import { configuredVariables } from '../configured-variables'

export interface ConfiguredEnvironment {
  /** The environment with what Cargo's configuration adds to it. */
  readonly variables: NodeJS.ProcessEnv
  /** What it adds, by name. */
  readonly configured: ReadonlyMap<string, string>
}

/**
 * The environment that compilers, build scripts and tests have. Where the configurations of several directories are not the same, a
 * variable has all of their values at once: a text that differs wherever one of them does.
 *
 * @param directories in which cargo is started, absolute
 * @param root of the repository
 */
export function configuredEnvironment(
  environment: NodeJS.ProcessEnv,
  { directories, root }: { readonly directories: readonly string[]; readonly root: string },
): ConfiguredEnvironment {
  // What is wrong with a file is said where keys are put together.
  const found = directories.map((dir) =>
    configuredVariables(readConfigs(dir, root, environment).files, environment),
  )
  const names = new Set(found.flatMap((each) => [...each.keys()]))
  const configured = new Map(
    [...names].map((name) => {
      const values = found.flatMap((each) => each.get(name) ?? environment[name] ?? [])
      return [name, [...new Set(values)].sort().join(', or ')]
    }),
  )
  if (configured.size === 0) return { variables: environment, configured }
  // Not all that is there is listed.
  const variables: NodeJS.ProcessEnv = Object.defineProperties(
    {},
    Object.getOwnPropertyDescriptors(environment),
  )
  for (const [name, value] of configured)
    Object.defineProperty(variables, name, { value, enumerable: true, configurable: true })
  return { variables, configured }
}
