import type { Crate } from '@nx-crane/graph'
import { textOf } from '../init/edit-json'
import { type Translation, translateFlags, type Verb } from './cargo-flags'

/** A plugin whose targets ours can take over. */
export interface OldPlugin {
  readonly source: 'monodon' | 'nxrs'
  /** Its npm package; its executors are `<package>:<name>`. */
  readonly package: string
  /** The first major version that runs with the Nx that ours needs, where older ones do not. */
  readonly firstForNx?: number
  /** What its executor does with these options, in ours. */
  translate(executor: string, options: Readonly<Record<string, unknown>>, project: OldProject): Translation
}

export interface OldProject {
  readonly crate: Crate
  readonly isApplication: boolean
}

const MONODON_VERBS: Readonly<Record<string, Verb>> = {
  build: 'build',
  check: 'check',
  lint: 'lint',
  run: 'run',
  test: 'test',
}

const NO_COUNTERPART: Readonly<Record<string, string>> = {
  'wasm-pack': 'its package has a different layout from that of nx-crane, and its importers name the files',
  napi: 'nx-crane does not build native addons for Node',
  'release-publish': 'nx-crane does not publish crates',
}

/** As its executors make the command line (src/utils/build-command.js in 2.3.0 and 3.0.0, which are the same). */
const monodon: OldPlugin = {
  source: 'monodon',
  package: '@monodon/rust',
  // With 2.3.0, Nx 23.3.1 says: The "path" argument must be of type string. Received an instance of Array.
  firstForNx: 3,
  translate(executor, options, { crate }) {
    const verb = MONODON_VERBS[executor]
    if (verb === undefined) {
      return { is: 'refused', reason: NO_COUNTERPART[executor] ?? 'nx-crane has no such executor' }
    }
    const { toolchain = 'stable', args = [], ...flags } = options
    if (toolchain !== 'stable') return refuseToolchain(toolchain)
    // A text is one argument, whatever it holds.
    const trailing = Array.isArray(args) ? args.map(textOf) : args === '' ? [] : [textOf(args)]
    return translateFlags({ verb, flags, trailing, cwd: '.' }, crate)
  },
}

const NXRS_VERBS: Readonly<Record<string, Verb>> = {
  build: 'build',
  clippy: 'lint',
  run: 'run',
  test: 'test',
}

/** As `parseCargoArgs` has it (src/common/index.js in 0.3.4 and 0.4.1): what it does not know goes to cargo in kebab case. */
const nxrs: OldPlugin = {
  source: 'nxrs',
  package: '@nxrs/cargo',
  translate(executor, options, { crate, isApplication }) {
    const named = NXRS_VERBS[executor]
    if (named === undefined) return { is: 'refused', reason: 'nx-crane has no such executor' }
    const { toolchain, run, fix, failOnWarnings, noDeps, outDir, veryVerbose, ...rest } = options
    if (toolchain) return refuseToolchain(toolchain)
    if (outDir) return { is: 'refused', reason: 'outDir asks for a nightly cargo' }
    if (named === 'lint' && fix) return { is: 'refused', reason: 'nx-crane does not fix what clippy finds' }
    if (named === 'lint' && noDeps === false) {
      return { is: 'refused', reason: 'noDeps: nx-crane lints each crate in a target of its own' }
    }
    const verb = executor === 'build' && run === true ? 'run' : named
    const flags = Object.entries(rest).flatMap(([name, value]): [string, unknown][] => {
      if (name === 'features' && value === 'all') return [['all-features', true]]
      return [[name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value]]
    })
    const known = Object.fromEntries(flags)
    if (rest.release === true) delete known.profile // which it says itself, in yellow
    if (veryVerbose) known.verbose = true
    const selected = verb === 'build' && isApplication && hasSeveralPrograms(crate) ? { bin: crate.name } : {}
    const trailing = named === 'lint' && failOnWarnings !== false ? ['-D', 'warnings'] : []
    return translateFlags({ verb, flags: { ...selected, ...known }, trailing, cwd: '.' }, crate)
  },
}

export const OLD_PLUGINS: readonly OldPlugin[] = [monodon, nxrs]

/** The build of an application is that of the program of its name. */
function hasSeveralPrograms(crate: Crate): boolean {
  return crate.crateTargets.filter(({ kind }) => kind.includes('bin')).length > 1
}

function refuseToolchain(toolchain: unknown): Translation {
  return {
    is: 'refused',
    reason: `it asks for the toolchain "${textOf(toolchain)}", but nx-crane uses the one in rust-toolchain.toml`,
  }
}
