export interface ObservedEnvironment {
  /** Of the process whose children are observed. */
  readonly environment: NodeJS.ProcessEnv
  readonly library: string
  /** Where the logs go. */
  readonly directory: string
}

/**
 * The variables that make a program, and all that it starts, write logs. The library takes them out of the environment
 * again before the program sees it: so Cargo remembers none of them, and no test prints them.
 */
export function observedEnvironment({ environment, library, directory }: ObservedEnvironment): {
  readonly LD_PRELOAD: string
  readonly NX_CRANE_OBSERVE: string
} {
  const others = environment.LD_PRELOAD
  return { LD_PRELOAD: others ? `${others}:${library}` : library, NX_CRANE_OBSERVE: directory }
}

/** Whether a path can be named in these variables: the loader splits at some characters, and replaces others. */
export function isNameable(path: string): boolean {
  return /^\/[^\s:;$]*$/.test(path)
}
