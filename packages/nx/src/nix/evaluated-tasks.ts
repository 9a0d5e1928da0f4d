import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { NixError } from '@nx-crane/nix'
import { type EvaluatedTasks, evaluateTaskPaths, findNix } from '@nx-crane/nix/cli'
import { BUILD_ID } from '../build-id'
import { DiskProber } from './disk-probes'
import { type EvaluationMemo, keepEvaluation, recallEvaluation } from './evaluation-memo'
import { leftOut, probeReads } from './evaluation-reads'
import { ignoredPaths } from './ignored-paths'
import { inputOverridesIn } from './input-overrides'
import { nixSettings, programIdentity } from './nix-settings'
import { requireOurLibrary } from './require-our-library'

export interface EvaluationOptions {
  /** That of this machine when left out. */
  readonly system?: string | undefined
  readonly env?: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
  /** Told, after an evaluation, of the files that it may have read, relative to the repository. */
  readonly onEvaluated?: (files: readonly string[]) => void
}

/**
 * What Nix builds for each task of each crate, or why it cannot say. Starts Nix only when something has changed that the last
 * evaluation read.
 *
 * @param root absolute path of the Nx workspace
 */
export async function evaluatedTasksOf(
  root: string,
  { system, env = process.env, signal, onEvaluated }: EvaluationOptions = {},
): Promise<EvaluatedTasks> {
  const program = findNix('nix-instantiate', { env })
  if (program === undefined) throw noNix()
  const inputOverrides = inputOverridesIn(env)
  const settings = nixSettings(env)
  const memo: EvaluationMemo | null =
    BUILD_ID === null
      ? null
      : {
          file: join(
            root,
            stateDirectory(root),
            `nix-evaluation${system === undefined ? '' : `-${system.replace(/\W/g, '_')}`}.json`,
          ),
          root,
          question: JSON.stringify([
            BUILD_ID,
            programIdentity(program),
            system,
            inputOverrides,
            settings.text,
          ]),
        }
  const known = memo && recallEvaluation(memo)
  if (known) return known
  const start = Date.now()
  requireOurLibrary(root)
  const ignored = ignoredPaths(root, env)
  const tasks = await evaluateTaskPaths({ root, program, system, inputOverrides, ignored, env, signal })
  const crates = Object.values(tasks.crates)
  const prober = new DiskProber(root, { start, isLeftOut: leftOut(root, crates) })
  probeReads(prober, root, { crates, overrides: Object.values(inputOverrides), settings: settings.files })
  // What is ignored and tracked all the same, the index says.
  if (ignored.some((path) => prober.hasSeen(path))) prober.add('.git/index')
  onEvaluated?.(prober.files.filter((path) => !path.startsWith('/')))
  const observations = Object.keys(tasks.errors).length === 0 ? prober.observations() : null
  if (memo && observations) keepEvaluation(memo, tasks, observations)
  return tasks
}

function noNix(): NixError {
  return new NixError('NIX_MISSING', {
    message: 'Nix was not found on PATH or where it is usually installed',
    hint: 'install it (https://nixos.org/download), or build with cargo: NX_CRANE_BUILDER=cargo',
  })
}
