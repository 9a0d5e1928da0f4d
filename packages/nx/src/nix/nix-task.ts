import { existsSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import type { ExecutorContext } from '@nx/devkit'
import { readRegularText, stateDirectory } from '@nx-crane/files'
import type { WasmPackage } from '@nx-crane/graph'
import { insideOf } from '../cargo/crate-task-options'
import { keyDirectory, keysRoot } from '../key-directory'
import { builderOf } from '../keys/key-file'
import { NxCraneError } from '../nx-crane-error'
import { hasKeyTask, type KeyedTask } from '../results/result-key'

/** A task that Nix builds. */
export interface NixTask {
  readonly id: string
  readonly kind: KeyedTask['kind']
  /** Relative to the Nx workspace. */
  readonly manifest: string
  /** By which Nx looked for the task's result: what Nix builds must be this. */
  readonly storePath: string
  /** Absolute. What it is for `test`, `lint` and `format` says nothing: they leave no files. */
  readonly outputDir: string
  /** Of a `wasm` task: where the directories of the package belong. */
  readonly wasm?: { readonly package: WasmPackage; readonly crateDir: string }
}

/** The options that say what cargo compiles, and how. */
interface CompileOptions {
  readonly crate: string
  readonly manifest: string
  readonly features?: readonly string[]
  readonly allFeatures?: boolean
  readonly noDefaultFeatures?: boolean
  readonly targetTriple?: string
  readonly args?: readonly string[]
  readonly glues?: readonly string[]
  readonly warnings?: 'deny' | 'allow' | undefined
}

export type WhoBuilds =
  | { readonly builder: 'nix'; readonly task: NixTask }
  /** `notice`: why not Nix, though the crate's keys are of what Nix builds. */
  | { readonly builder: 'cargo'; readonly notice: string | null }

/**
 * Who builds a task: the one whose key its key task has written in this run. Without a key task the inputs of the target are
 * those of cargo, so cargo it is. Throws where Nix builds it and it has an option that only cargo can follow.
 */
export function whoBuilds(
  context: ExecutorContext,
  task: Pick<NixTask, 'id' | 'kind' | 'outputDir' | 'wasm'> & { readonly options: CompileOptions },
): WhoBuilds {
  const { id, kind, outputDir, options } = task
  const manifest = relative(context.root, insideOf(context.root, options.manifest)).replaceAll('\\', '/')
  const dir = dirname(manifest)
  const file = join(
    context.root,
    keysRoot(stateDirectory(context.root)),
    keyDirectory(options.crate, dir === '.' ? '' : dir),
    kind,
  )
  const text = existsSync(file) ? readRegularText(file) : ''
  if (builderOf(text) !== 'nix') return { builder: 'cargo', notice: null }
  if (!hasKeyTask(context, { id, manifest })) {
    const notice = `${id} runs without its key task, so cargo builds it instead of Nix: keep that task in "dependsOn" (nx.json or project.json)`
    return { builder: 'cargo', notice }
  }
  refuseOptionsOfCargo(id, options)
  const [storePath = ''] = text.split('\n')
  const wasm = task.wasm ? { wasm: task.wasm } : {}
  return { builder: 'nix', task: { id, kind, manifest, storePath, outputDir, ...wasm } }
}

/** The others are the flake's matter too (`profile`), or mean the same to both. */
function refuseOptionsOfCargo(id: string, options: CompileOptions): void {
  const given = Object.entries({
    features: options.features?.length,
    allFeatures: options.allFeatures,
    noDefaultFeatures: options.noDefaultFeatures,
    targetTriple: options.targetTriple,
    args: options.args?.length,
    glues: options.glues?.length,
    warnings: options.warnings === 'allow',
  }).flatMap(([name, value]) => (value ? [`"${name}"`] : []))
  if (given.length === 0) return
  throw new NxCraneError('OPTION_OF_CARGO', {
    message: `${id} is built by Nix, and the flake decides its store path: ${given.join(', ')} cannot be set here`,
    hint: 'set it in nix/overrides.nix, or give the target the builder "cargo" (in the plugin\'s options, or NX_CRANE_BUILDER=cargo)',
  })
}
