import { dirname, join } from 'node:path'
import type { ExecutorContext } from '@nx/devkit'
import { buildWasmPackage } from '@nx-crane/build'
import { FilesError, messageOf } from '@nx-crane/files'
import {
  CargoError,
  DEFAULT_OUT_DIR,
  glueNamed,
  WASM_GLUES,
  type WasmGlue,
  type WasmPackage,
} from '@nx-crane/graph'
import { NixError } from '@nx-crane/nix'
import { toCargoSettings } from '../cargo/crate-task-options'
import { Interruption } from '../cargo/interruption'
import { isObserved } from '../cargo/is-observed'
import { nixRun } from '../nix/nix-run'
import { whoBuilds } from '../nix/nix-task'
import { NxCraneError } from '../nx-crane-error'
import { ObservedRuns, usesOthers } from '../results/observed-runs'
import { requireKeyTask } from '../results/require-key-task'
import { taskId } from '../results/task-id'
import { TaskResults } from '../results/task-results'
import { say } from '../say'
import { recordMade } from '../why/record-run'

export interface WasmExecutorOptions {
  readonly crate: string
  /** Paths relative to the Nx workspace. */
  readonly manifest: string
  readonly workspace: string
  readonly profile?: string
  /** As the plugin infers it. */
  readonly package?: WasmPackage
  /** Both come before it. */
  readonly outDir?: string
  readonly glues?: readonly string[]
  readonly features?: readonly string[]
  readonly allFeatures?: boolean
  readonly noDefaultFeatures?: boolean
  readonly args?: readonly string[]
  readonly observe?: boolean
}

/** Builds the WebAssembly package of one crate. */
export default async function wasmExecutor(
  options: WasmExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  using interruption = new Interruption()
  const { signal } = interruption
  using results = new TaskResults(context, say)
  try {
    const glues = options.glues === undefined ? null : parseGlues(options.glues)
    const planned = options.outDir === undefined && glues === null ? options.package : undefined
    const crateDir = join(context.root, dirname(options.manifest))
    const places = placesOf(planned, options.outDir)
    const task = {
      id: taskId(context),
      kind: 'wasm',
      options,
      outputDir: join(crateDir, places.dir),
      ...(planned && !places.isOne ? { wasm: { package: planned, crateDir } } : {}),
    } as const
    requireKeyTask(context, task)
    const who = whoBuilds(context, task)
    if (who.builder === 'nix') {
      return { success: await nixRun(who.task, context, { signal, print: say }) }
    }
    if (who.notice !== null) say(who.notice)
    const restored = places.isStorable ? await results.restore(task) : null
    if (restored !== null) {
      process.stdout.write(restored)
      return { success: true }
    }
    const observedTask = {
      ...{ id: task.id, crate: options.manifest, kind: task.kind },
      usesOthers: usesOthers(task.kind, toCargoSettings(options)),
    }
    const observed = new ObservedRuns(context.root, [observedTask])
    recordMade(context.root, [{ id: task.id, manifest: options.manifest, kind: task.kind }])
    const { success, log } = await buildWasmPackage({
      root: context.root,
      manifest: options.manifest,
      profile: options.profile ?? 'release',
      ...(planned ? { package: planned } : { outDir: options.outDir ?? DEFAULT_OUT_DIR, glues }),
      cargoArgs: cargoArgs(options),
      signal,
      onOutput: (line) => console.log(line),
      onPackages: (packages) => observed.prepare(packages),
      onObserved: isObserved(options, process.env) ? (run) => observed.seeTask(observedTask, run) : undefined,
    })
    if (success) observed.succeeded(task.id)
    observed.record()
    if (success && places.isStorable) results.keep(task, log && `${log}\n`)
    return { success }
  } catch (error) {
    if (![CargoError, FilesError, NixError, NxCraneError].some((kind) => error instanceof kind)) throw error
    say(messageOf(error))
    return { success: false }
  }
}

/**
 * The one directory that the task leaves, if it leaves but one and nothing else: what lies among other files is not put back
 * together with them, and what a command of the crate writes nobody knows.
 */
function placesOf(
  planned: WasmPackage | undefined,
  outDir: string | undefined,
): { readonly dir: string; readonly isOne: boolean; readonly isStorable: boolean } {
  const [only, ...others] = planned?.outDirs ?? [{ dir: outDir ?? DEFAULT_OUT_DIR, isShared: false }]
  const isOne = others.length === 0 && only?.isShared === false
  const isStorable = isOne && (planned?.post ?? null) === null
  return { dir: only?.dir ?? DEFAULT_OUT_DIR, isOne, isStorable }
}

function parseGlues(names: readonly string[]): WasmGlue[] {
  return names.map((name) => {
    const glue = glueNamed(name)
    if (glue) return glue
    throw new CargoError('UNKNOWN_GLUE', {
      message: `the option glues names ${JSON.stringify(name)}, which wasm-bindgen does not write`,
      hint: `choose from ${WASM_GLUES.join(', ')}`,
    })
  })
}

function cargoArgs(options: WasmExecutorOptions): string[] {
  return [
    ...(options.features?.length ? [`--features=${options.features.join(',')}`] : []),
    ...(options.allFeatures ? ['--all-features'] : []),
    ...(options.noDefaultFeatures ? ['--no-default-features'] : []),
    ...(options.args ?? []),
  ]
}
