import { dirname, join } from 'node:path'
import type { ExecutorContext } from '@nx/devkit'
import { CargoError, WASM_GLUES, type WasmGlue } from '@nx-crane/cargo'
import { buildWasmPackage } from '@nx-crane/cargo/cli'
import { NixError } from '@nx-crane/nix'
import { Interruption } from '../cargo/interruption'
import { nixRun } from '../nix/nix-run'
import { whoBuilds } from '../nix/nix-task'
import { NxCraneError } from '../nx-crane-error'
import { taskId } from '../results/task-id'
import { TaskResults } from '../results/task-results'

export interface WasmExecutorOptions {
  readonly crate: string
  /** Paths relative to the Nx workspace. */
  readonly manifest: string
  readonly workspace: string
  readonly profile?: string
  readonly outDir?: string
  readonly glues?: readonly string[]
  readonly features?: readonly string[]
  readonly allFeatures?: boolean
  readonly noDefaultFeatures?: boolean
  readonly args?: readonly string[]
}

/** Builds the WebAssembly package of one crate. */
export default async function wasmExecutor(
  options: WasmExecutorOptions,
  context: ExecutorContext,
): Promise<{ success: boolean }> {
  using interruption = new Interruption()
  const { signal } = interruption
  using results = new TaskResults(context, console.error)
  const outDir = options.outDir ?? 'pkg'
  try {
    const outputDir = join(context.root, dirname(options.manifest), outDir)
    const task = { id: taskId(context), kind: 'wasm', options, outputDir } as const
    const who = whoBuilds(context, task)
    if (who.builder === 'nix') {
      return { success: await nixRun(who.task, context, { signal, print: console.error }) }
    }
    if (who.notice !== null) console.error(who.notice)
    const restored = await results.restore(task)
    if (restored !== null) {
      process.stdout.write(restored)
      return { success: true }
    }
    const { success, log } = await buildWasmPackage({
      root: context.root,
      manifest: options.manifest,
      profile: options.profile ?? 'release',
      outDir,
      glues: parseGlues(options.glues),
      cargoArgs: cargoArgs(options),
      signal,
      onOutput: (line) => console.log(line),
    })
    if (success) results.keep(task, log && `${log}\n`)
    return { success }
  } catch (error) {
    if (!(error instanceof CargoError || error instanceof NixError || error instanceof NxCraneError))
      throw error
    console.error(error.message)
    return { success: false }
  }
}

function parseGlues(names: readonly string[] | undefined): WasmGlue[] | null {
  return (
    names?.map((name) => {
      const glue = WASM_GLUES.find((known) => known === name)
      if (glue) return glue
      throw new CargoError('UNKNOWN_GLUE', {
        message: `the option glues names ${JSON.stringify(name)}, which wasm-bindgen does not write`,
        hint: `choose among ${WASM_GLUES.join(', ')}`,
      })
    }) ?? null
  )
}

function cargoArgs(options: WasmExecutorOptions): string[] {
  return [
    ...(options.features?.length ? [`--features=${options.features.join(',')}`] : []),
    ...(options.allFeatures ? ['--all-features'] : []),
    ...(options.noDefaultFeatures ? ['--no-default-features'] : []),
    ...(options.args ?? []),
  ]
}
