import type { ConfigFile } from '@nx-crane/graph'
import { asTable, entryOf, type TomlTable, tableOf } from '@nx-crane/graph'
import type { Environment } from './environment-inputs'

/** Which settings reach a task. */
export interface WordUse {
  readonly documents: boolean
  /** Tests or benches are run. */
  readonly runs: boolean
}

/** The words of one setting, and where it stands. */
export interface ConfiguredWords {
  readonly words: readonly string[]
  /** Null for a variable. */
  readonly config: ConfigFile | null
}

/** What Cargo's configuration and variables hand to compilers, linkers, rustdoc and runners, and may name files. */
export function configuredWords(
  configs: readonly ConfigFile[],
  environment: Environment,
  use: WordUse,
): ConfiguredWords[] {
  return [...configs.map((config) => wordsOfConfig(config, use)), wordsOfEnvironment(environment, use)]
}

function wordsOfConfig(config: ConfigFile, use: WordUse): ConfiguredWords {
  const { table } = config
  const build = tableOf(table, 'build')
  const targets = Object.values(tableOf(table, 'target') ?? {}).map(asTable)
  const profiles = Object.values(tableOf(table, 'profile') ?? {}).map(asTable)
  const flags = use.documents || use.runs ? ['rustflags', 'rustdocflags'] : ['rustflags']
  const programs = use.runs ? ['linker', 'runner'] : ['linker']
  const values = [
    ...[...flags, 'target'].map((key) => entryOf(build, key)),
    ...[...targets, ...profiles].flatMap((each) => flags.map((key) => entryOf(each, key))),
    ...targets.flatMap((each) => programs.map((key) => entryOf(each, key))),
    ...Object.values(tableOf(table, 'env') ?? {}).map(valueIn),
  ]
  return { words: values.flatMap(wordsOf), config }
}

/** `NAME = "value"`, or a table with a value in it. */
function valueIn(variable: unknown): unknown {
  return entryOf(asTable(variable) as TomlTable | undefined, 'value') ?? variable
}

/** A list, or one string with blanks between the words. */
function wordsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.split(/\s+/)
  return Array.isArray(value) ? value.filter((word): word is string => typeof word === 'string') : []
}

const FLAGS = /^(?:CARGO_BUILD_|CARGO_TARGET_\w+_)?RUSTFLAGS$|^CARGO_ENCODED_RUSTFLAGS$/
const DOCUMENTATION = /^(?:CARGO_BUILD_|CARGO_TARGET_\w+_)?RUSTDOCFLAGS$|^CARGO_ENCODED_RUSTDOCFLAGS$/
const PROGRAMS = /^CARGO_TARGET_\w+_LINKER$|^CARGO_BUILD_TARGET$/
const RUNNERS = /^CARGO_TARGET_\w+_RUNNER$/

function wordsOfEnvironment(environment: Environment, use: WordUse): ConfiguredWords {
  const patterns = [
    FLAGS,
    PROGRAMS,
    ...(use.documents || use.runs ? [DOCUMENTATION] : []),
    ...(use.runs ? [RUNNERS] : []),
  ]
  const words = Object.keys(environment)
    .filter((name) => patterns.some((pattern) => pattern.test(name)))
    .sort()
    // Encoded flags have another character between them than blanks.
    .flatMap((name) => (environment[name] ?? '').split(name.includes('ENCODED') ? '\u001f' : /\s+/))
  return { words, config: null }
}
