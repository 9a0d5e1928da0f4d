import { dirname } from 'node:path'
import type { ExecutorContext } from '@nx/devkit'
import type { RunKind } from '@nx-crane/cargo'
import {
  type CargoSettings,
  checkNames,
  hostDebugInfo,
  runInteractively,
  settingsArgs,
  trailingArgs,
} from '@nx-crane/cargo/cli'
import { messageOf } from '@nx-crane/files'
import { type CompileOptions, insideOf, toCargoSettings } from '../cargo/crate-task-options'
import { say } from '../say'

interface CargoRunOptions extends CompileOptions {
  readonly kind: RunKind
  readonly bin?: string
  /** Relative to the Nx workspace; the crate's directory when absent. */
  readonly cwd?: string
  /** What stood on the command line after the target, as it was written. */
  readonly __unparsed__?: readonly string[]
}

/** Runs a binary or the benchmarks of a crate in the crate's directory or the one asked for, with this terminal. */
export default async function cargoRunExecutor(
  options: CargoRunOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  try {
    const { code, interrupted } = await runInteractively({
      command: 'cargo',
      args: cargoArgs(options, context.root),
      cwd: insideOf(context.root, options.cwd ?? dirname(options.manifest)),
      // As `build` has it, so that neither compiles anew what the other has compiled.
      env: hostDebugInfo({
        workspace: insideOf(context.root, options.workspace),
        profile: options.profile ?? (options.kind === 'bench' ? 'bench' : null),
        environment: process.env,
      }),
    })
    return { success: code === 0 || interrupted }
  } catch (error) {
    say(messageOf(error))
    return { success: false }
  }
}

/** For `run` the user's arguments are the binary's; for `bench` those before `--` are cargo's. */
function cargoArgs(options: CargoRunOptions, root: string): string[] {
  const args = [...(options.args ?? []), ...ownArguments(options.__unparsed__ ?? [])]
  const settings: CargoSettings = {
    ...toCargoSettings(options),
    args: options.kind === 'run' ? ['--', ...args] : args,
  }
  checkNames(options.crate, settings)
  const trailing = trailingArgs(settings)
  return [
    options.kind,
    '--manifest-path',
    insideOf(root, options.manifest),
    ...(options.bin === undefined ? [] : [`--bin=${options.bin}`]),
    ...settingsArgs(settings),
    ...(trailing.length > 0 ? ['--', ...trailing] : []),
  ]
}

const OPTIONS = [
  'kind',
  'crate',
  'manifest',
  'workspace',
  'bin',
  'profile',
  'features',
  'allFeatures',
].concat('noDefaultFeatures', 'targetTriple', 'args', 'cwd')

/** Nx repeats among the unparsed arguments those that it has taken for options. */
function ownArguments(unparsed: readonly string[]): string[] {
  return unparsed.filter(
    (arg) => !OPTIONS.some((name) => arg === `--${name}` || arg.startsWith(`--${name}=`)),
  )
}
