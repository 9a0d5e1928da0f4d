import { asTable, type ConfigFile, entryOf, stringOf, tableOf } from '@nx-crane/graph'
import type { Environment } from './environment-inputs'
import { type Wide, wideSince } from './wide'

/** A program that Cargo starts in place of the compiler, or around it, and of which nobody knows what else it reads. */
export interface CompilerWrapper {
  /** As Cargo's configuration names it. */
  readonly setting: (typeof COMPILER_SETTINGS)[number]
  /** A name to look for on PATH, or a path. */
  readonly program: string
  /** Where it is said; null for a variable. */
  readonly config: ConfigFile | null
}

/** Of `[build]`, each also a variable. */
export const COMPILER_SETTINGS = ['rustc', 'rustc-wrapper', 'rustc-workspace-wrapper'] as const
/** The compiler itself, and caches of what it makes: they add nothing to it. */
const KNOWN = /(?:^|[/\\])(?:rustc|sccache|ccache|cachepot)(?:\.exe)?$/

/** Those that are in force, by Cargo's order: a variable wins over files, and the nearest file over others. An empty one means none. */
export function compilerWrappers(
  configs: readonly ConfigFile[],
  environment: Environment,
): CompilerWrapper[] {
  return COMPILER_SETTINGS.flatMap((setting) => {
    const variable = setting.toUpperCase().replaceAll('-', '_')
    const said = [
      ...[environment[variable], environment[`CARGO_BUILD_${variable}`]].map((program) => ({
        program,
        config: null,
      })),
      ...configs.map((config) => ({ program: stringOf(tableOf(config.table, 'build'), setting), config })),
    ]
    const { program, config = null } = said.find((each) => each.program !== undefined) ?? {}
    return program && !KNOWN.test(program) ? [{ setting, program, config }] : []
  })
}

/** What wrappers may read for each crate that they compile, besides what the compiler reads; null where there are none. */
export function wideOfWrappers(wrappers: readonly CompilerWrapper[]): Wide | null {
  if (wrappers.length === 0) return null
  const names = wrappers.map(({ setting, program }) => `${setting} ${program}`).join(', ')
  return {
    ...wideSince(`nobody knows what else ${names} reads`),
    variables: true,
    environ: true,
    commit: true,
  }
}

/** What the programs may read that run tests in Cargo's place of starting them, besides what the tests read; null where there are none. */
export function wideOfRunners(configs: readonly ConfigFile[], environment: Environment): Wide | null {
  const runners = [
    ...configs.flatMap(({ table }) =>
      Object.values(tableOf(table, 'target') ?? {}).map((target) => entryOf(asTable(target), 'runner')),
    ),
    ...Object.keys(environment).flatMap((name) => (RUNNER.test(name) ? [environment[name]] : [])),
  ].map((runner) => (Array.isArray(runner) ? runner.join(' ') : runner))
  const found = runners.filter(
    (runner) => typeof runner === 'string' && runner !== '' && !KNOWN_RUNNER.test(runner),
  )
  if (found.length === 0) return null
  return { ...wideSince(`nobody knows what else the runner ${found.join(', ')} reads`), variables: true }
}

const RUNNER = /^CARGO_TARGET_\w+_RUNNER$/
const KNOWN_RUNNER = /(?:^|[/\\])wasm-bindgen-test-runner(?:\.exe)?$/
