import { existsSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { NixError } from '../nix-error'
import { evaluationArguments, evaluationEnvironment } from './evaluation-arguments'
import { evaluationError, isTooOld, tooOldError } from './evaluation-error'
import { type EvaluationFailure, parseEvaluationFailure } from './evaluation-failure'
import { EXPERIMENTAL_FEATURES } from './experimental-features'
import { type NixExit, runNix } from './run-nix'
import type { CrateTaskPaths, TaskPath, TaskPaths } from './task-paths'

export interface EvaluateTaskPathsOptions {
  /** The repository. */
  readonly root: string
  /** Path of the program `nix-instantiate`. */
  readonly program: string
  /** That of this machine when left out. */
  readonly system?: string | undefined
  /** Directories that take the place of inputs, by their names. */
  readonly inputOverrides: Readonly<Record<string, string>>
  /** Paths that are taken for absent, relative to the repository: a flake does not see what Git ignores. */
  readonly ignored: readonly string[]
  readonly env: NodeJS.ProcessEnv
  readonly signal?: AbortSignal | undefined
}

export interface EvaluatedTasks {
  readonly nixVersion: string
  readonly system: string
  readonly paths: TaskPaths
  /** Why tasks of {@link paths} are null: manifest → kind → error. */
  readonly errors: Readonly<Record<string, Readonly<Record<string, NixError>>>>
  /** What the flake knows of the crates, by manifest. */
  readonly crates: Readonly<Record<string, EvaluatedCrate>>
}

export interface EvaluatedCrate {
  /** Directory, relative to the repository. */
  readonly dir: string
  /** Directory of its Cargo workspace. */
  readonly workspace: string
  /** Files that it reads elsewhere, relative to the repository. */
  readonly extraFiles: readonly string[]
}

/** What `task-paths.nix` gives. */
interface Printed {
  readonly nixVersion: string
  readonly system: string
  readonly crates: Readonly<Record<string, PrintedCrate>>
}

interface PrintedCrate extends EvaluatedCrate {
  readonly attribute: string
  readonly tasks: Readonly<Record<string, TaskPath | { readonly cause: number } | null>>
}

type FailedTask = NonNullable<EvaluationFailure['task']>

interface TaskFailure {
  readonly task: FailedTask
  readonly failure: EvaluationFailure
}

interface Round {
  readonly failed: readonly FailedTask[] | null
  readonly tolerant: boolean
}

const FILE = 'nix/nx-crane/task-paths.nix'
/** So many crates are told what is wrong with them; more at once rarely are at fault themselves. */
const MOST_FAILURES = 6

/**
 * The store paths of all tasks, by one evaluation of the working tree. Where tasks fail it is evaluated again, without
 * those and what needs them, so that each has its own error and the others have their paths.
 *
 * Restricted to what the flake sees: the repository and its inputs, and no environment variable, so that the paths are those
 * of `nix build`.
 */
export async function evaluateTaskPaths(options: EvaluateTaskPathsOptions): Promise<EvaluatedTasks> {
  const root = realpathSync(options.root)
  requireFlake(root)
  const evaluate = (round: Round) => runRound({ ...options, root }, round)
  const first = await evaluate({ failed: null, tolerant: false })
  if ('crates' in first) return toTasks(first, [])
  if (isAboutAll(first)) throw evaluationError(first)
  const failures: TaskFailure[] = []
  for (;;) {
    const isLast = failures.length >= MOST_FAILURES
    const next = await evaluate({ failed: failures.map(({ task }) => task), tolerant: isLast })
    if ('crates' in next) return toTasks(next, failures)
    if (next.task === null || isAboutAll(next) || isLast) throw evaluationError(next)
    failures.push({ task: next.task, failure: next })
  }
}

/** What would fail again, whatever is left out. */
function isAboutAll(failure: EvaluationFailure): boolean {
  return failure.task === null || evaluationError(failure).code === 'NIX_UNUSABLE'
}

function requireFlake(root: string): void {
  const missing = ['flake.nix', FILE, 'nix/nx-crane/crates.nix'].find((file) => !existsSync(join(root, file)))
  if (missing === undefined) return
  throw new NixError('FLAKE_MISSING', {
    message: `${missing} does not exist, but Nix needs it`,
    hint: 'write it with `npx nx-crane flake`, or build with cargo: NX_CRANE_BUILDER=cargo',
  })
}

/** The first one fetches the inputs of the flake. */
const EVALUATION_MILLISECONDS = 30 * 60_000
const VERSION_MILLISECONDS = 120_000

async function runRound(
  { root, program, system, inputOverrides, ignored, env, signal }: EvaluateTaskPathsOptions,
  { failed, tolerant }: Round,
): Promise<Printed | EvaluationFailure> {
  const evaluation = evaluationArguments({
    root,
    file: join(root, FILE),
    inputOverrides,
    ignored,
    strings: {
      system,
      failed: failed === null ? undefined : JSON.stringify(failed),
      tolerant: tolerant ? 'true' : undefined,
    },
  })
  const args = [...EXPERIMENTAL_FEATURES, ...evaluation]
  const exit = await runNix({
    program,
    args,
    cwd: root,
    env: evaluationEnvironment(env),
    signal,
    milliseconds: EVALUATION_MILLISECONDS,
  })
  if (exit.code === 0) return parsePrinted(exit.stdout)
  signal?.throwIfAborted()
  const version = await versionOf({ program, root, env, signal })
  if (version !== undefined && isTooOld(version)) throw tooOldError(version)
  return parseEvaluationFailure(exit.stderr, root) ?? unknownFailure(exit)
}

function parsePrinted(stdout: string): Printed {
  const printed = JSON.parse(stdout) as Printed
  if (typeof printed.crates !== 'object') {
    throw new NixError('FLAKE_OUT_OF_DATE', {
      file: FILE,
      message: 'is from another version of nx-crane',
      hint: 'update it with `npx nx sync` or `npx nx-crane flake`',
    })
  }
  if (isTooOld(printed.nixVersion)) throw tooOldError(printed.nixVersion)
  return printed
}

async function versionOf(
  nix: Pick<EvaluateTaskPathsOptions, 'root' | 'program' | 'env' | 'signal'>,
): Promise<string | undefined> {
  const { stdout } = await runNix({
    ...nix,
    args: ['--version'],
    cwd: nix.root,
    milliseconds: VERSION_MILLISECONDS,
  })
  return /\d+\.\d+\S*/.exec(stdout)?.[0]
}

function unknownFailure({ code, stderr }: NixExit): EvaluationFailure {
  const message = stderr.trim() || `nix-instantiate ended with ${code === null ? 'a signal' : `code ${code}`}`
  return { message, place: null, task: null }
}

function toTasks({ nixVersion, system, crates }: Printed, failures: readonly TaskFailure[]): EvaluatedTasks {
  const paths: Record<string, CrateTaskPaths> = {}
  const errors: Record<string, Record<string, NixError>> = {}
  for (const [manifest, { attribute, tasks }] of Object.entries(crates)) {
    const found: Record<string, TaskPath | null> = {}
    for (const [kind, task] of Object.entries(tasks)) {
      const isPath = task !== null && 'storePath' in task
      found[kind] = isPath ? task : null
      if (!isPath)
        errors[manifest] = { ...errors[manifest], [kind]: errorOf(attribute, failures[task?.cause ?? -1]) }
    }
    paths[manifest] = { attribute, tasks: found }
  }
  return { nixVersion, system, paths, errors, crates }
}

function errorOf(attribute: string, cause: TaskFailure | undefined): NixError {
  if (cause === undefined) {
    return new NixError('EVALUATION_FAILED', {
      message: 'not evaluated because other crates failed',
      hint: 'fix those first',
    })
  }
  const { task, failure } = cause
  if (task.attribute === attribute) return evaluationError(failure)
  return evaluationError({
    ...failure,
    message: `${failure.message} (in ${task.attribute}, which this needs)`,
  })
}
