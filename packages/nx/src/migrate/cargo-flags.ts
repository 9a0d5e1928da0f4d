import type { Crate } from '@nx-crane/graph'
import { textOf } from '../init/edit-json'

/** What an old target has cargo do with a crate. `check` and `build` are one kind of ours. */
export type Verb = 'build' | 'check' | 'test' | 'lint' | 'format' | 'run' | 'doc' | 'bench'

/** The options of cargo that an old target gives, by their names on its command line, whoever wrote them down. */
export interface CargoFlags {
  readonly verb: Verb
  readonly flags: Readonly<Record<string, unknown>>
  /** What comes after `--`. */
  readonly trailing: readonly string[]
  /** Where the program runs, relative to the Nx workspace (`run`). */
  readonly cwd: string
}

/** The options of our executors, without those that say which crate it is. */
export interface OurOptions {
  profile?: string
  features?: string[]
  allFeatures?: boolean
  noDefaultFeatures?: boolean
  targetTriple?: string
  args?: string[]
  bin?: string
  cwd?: string
  warnings?: 'allow'
  testRunner?: 'cargo'
  outputDir?: string
}

export type Translation =
  | {
      readonly is: 'ours'
      readonly verb: Verb
      readonly options: OurOptions
      /** `--target-dir`, which ours does not have: all crates share one. */
      readonly targetDir: string | null
      /** What is the same only in part, for a person to read. */
      readonly remarks: readonly string[]
    }
  | { readonly is: 'refused'; readonly reason: string }

const SELECTIONS = ['lib', 'bins', 'examples', 'tests', 'benches', 'all-targets']
const NAMED_SELECTIONS = ['bin', 'example', 'test', 'bench']
const PASSED_ON = ['locked', 'frozen', 'offline']
const ONLY_OUTPUT = ['verbose', 'quiet']

/** What our executor of this kind needs to do the same; refused where it cannot. */
export function translateFlags({ verb, flags, trailing, cwd }: CargoFlags, crate: Crate): Translation {
  const options: OurOptions = {}
  const cargoArgs: string[] = []
  const remarks: string[] = []
  let targetDir: string | null = null
  for (const [name, value] of Object.entries(flags)) {
    if (value === false || value === undefined || value === null) continue
    const refuse = (why: string): Translation => ({ is: 'refused', reason: `--${name} ${why}` })
    if (name === 'release') options.profile = 'release'
    else if (name === 'profile') options.profile = textOf(value)
    else if (name === 'target') options.targetTriple = textOf(value)
    else if (name === 'target-dir') targetDir = textOf(value)
    else if (name === 'features') options.features = wordsOf(value)
    else if (name === 'all-features') options.allFeatures = true
    else if (name === 'no-default-features') options.noDefaultFeatures = true
    else if (name === 'package') {
      if (value !== crate.name)
        return refuse(`names "${textOf(value)}", but the crate here is "${crate.name}"`)
    } else if (ONLY_OUTPUT.includes(name))
      remarks.push(`--${name} is left out: it changes only what is printed`)
    else if (name === 'no-fail-fast' && verb === 'test') continue
    else if (name === 'all-targets' && verb === 'lint') continue
    else if (PASSED_ON.includes(name) && value === true) cargoArgs.push(`--${name}`)
    else if (name === 'bin' && verb === 'run' && typeof value === 'string') options.bin = value
    else if (selects(verb) && SELECTIONS.includes(name) && value === true) cargoArgs.push(`--${name}`)
    else if (selects(verb) && NAMED_SELECTIONS.includes(name))
      cargoArgs.push(...listOf(value).map((each) => `--${name}=${each}`))
    else return refuse('has no counterpart in nx-crane')
  }
  if (flags.release === true && typeof flags.profile === 'string') {
    return { is: 'refused', reason: 'it has both --release and --profile, which cargo refuses' }
  }
  const refusal = addArguments(options, { verb, cargoArgs, trailing })
  if (refusal !== null) return { is: 'refused', reason: refusal }
  if (verb === 'build' || verb === 'check' || verb === 'run') options.profile ??= 'dev'
  if (verb === 'run') options.cwd = cwd
  if (verb === 'check')
    remarks.push('was `cargo check`; `cargo build` runs the same checks and also compiles')
  if (verb === 'lint' && flags['all-targets'] !== true)
    remarks.push('clippy now also checks tests, examples and benchmarks')
  return { is: 'ours', verb, options, targetDir, remarks }
}

/** Puts the arguments where our executor of this kind has them. Gives why they cannot be there, or null. */
function addArguments(
  options: OurOptions,
  { verb, cargoArgs, trailing }: { verb: Verb; cargoArgs: readonly string[]; trailing: readonly string[] },
): string | null {
  const set = (args: readonly string[]) => {
    if (args.length > 0) options.args = [...args]
    return null
  }
  switch (verb) {
    case 'run':
      return cargoArgs.length > 0 ? `${cargoArgs.join(' ')} cannot be given to a program` : set(trailing)
    case 'lint': {
      const denied = withoutDeny(trailing)
      if (denied === null) options.warnings = 'allow'
      // Ours counts the warnings of each crate by itself.
      const rest = (denied ?? trailing).filter((arg) => arg !== '--no-deps')
      return set(rest.length === 0 ? cargoArgs : [...cargoArgs, '--', ...rest])
    }
    case 'test':
      // nextest has arguments of its own after `--`.
      if (trailing.length > 0) options.testRunner = 'cargo'
      return set(trailing.length === 0 ? cargoArgs : [...cargoArgs, '--', ...trailing])
    default:
      return trailing.length > 0 && verb !== 'bench'
        ? `cargo ${verb} with ${trailing.join(' ')} after -- has no counterpart in nx-crane`
        : set(trailing.length === 0 ? cargoArgs : [...cargoArgs, '--', ...trailing])
  }
}

/** clippy's arguments without those that deny warnings, which ours does by itself; null when they do not. */
function withoutDeny(trailing: readonly string[]): string[] | null {
  const together = trailing.findIndex((arg) => /^(-D|--deny=)warnings$/.test(arg))
  if (together >= 0) return trailing.filter((_, index) => index !== together)
  const apart = trailing.findIndex(
    (arg, index) => /^(-D|--deny)$/.test(arg) && trailing[index + 1] === 'warnings',
  )
  return apart < 0 ? null : trailing.filter((_, index) => index !== apart && index !== apart + 1)
}

function selects(verb: Verb): boolean {
  return verb === 'build' || verb === 'check' || verb === 'test'
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(textOf) : [textOf(value)]
}

/** Cargo takes them separated by commas or spaces. */
function wordsOf(value: unknown): string[] {
  return listOf(value).flatMap((each) => each.split(/[\s,]+/).filter(Boolean))
}
