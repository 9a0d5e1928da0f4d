import { statSync } from 'node:fs'
import { join } from 'node:path'
import { makeStagingFor } from '@nx-crane/files'
import type { WasmGlue, WasmPackage } from '@nx-crane/graph'
import {
  DEFAULT_OUT_DIR,
  type DebugInfo,
  debugInfoArgs,
  parentDir,
  wasmLayout,
  wasmProfile,
  withDebugInfo,
} from '@nx-crane/graph'
import { type ObservedRun, RunObserver } from '../observe/observe-run'
import type { LocalPackages } from '../put-back-sources'
import { compileWasm } from './compile-wasm'
import { makeWasmProducts } from './make-wasm-products'
import { checkOwnDirectory, destinationsOf, filesOf, putInPlace } from './package-destinations'
import { bindgenOfLock, lockedBindgen, prepareWasmBuild } from './prepare-wasm-build'
import { readWasmPackage } from './read-wasm-package'
import { runPostStep } from './run-post-step'
import { findWasmOpt } from './wasm-opt'

export interface WasmBuildRequest {
  /** The repository, absolute. */
  readonly root: string
  /** The crate's manifest relative to the root. */
  readonly manifest: string
  /** A Cargo profile; all but `dev` are optimised by wasm-opt. */
  readonly profile: string
  /** Where the package lies and what it holds, as the graph says; else it is what the crate and the package beside it say. */
  readonly package?: WasmPackage | undefined
  /** Where the package lies of which the crate does not say it, relative to the crate. */
  readonly outDir?: string | undefined
  /** Null: what the `package.json` beside the crate names, else bundler, nodejs and web. */
  readonly glues?: readonly WasmGlue[] | null | undefined
  /** Further arguments for `cargo build`: features and the like. */
  readonly cargoArgs: readonly string[]
  /** What to leave in besides what the profile does. */
  readonly debug?: DebugInfo | undefined
  readonly signal?: AbortSignal | undefined
  readonly onOutput?: ((line: string) => void) | undefined
  /**
   * What was seen of the run of cargo, when it has ended; without it nothing is observed. Returns what is wrong with what was read: then
   * no package is written.
   */
  readonly onObserved?: ((observed: ObservedRun) => string | null) | undefined
  /** Is told what is compiled, and where to, before it is. */
  readonly onPackages?: ((packages: LocalPackages) => void) | undefined
}

export interface WasmBuildResult {
  readonly success: boolean
  /** Paths of the package's files relative to the package, or to the crate where it lies in several directories, sorted; empty when it was not built. */
  readonly files: readonly string[]
  /** Bytes of the module as cargo made it, and as it is in the package. */
  readonly sizes: { readonly compiled: number; readonly shipped: number }
  /** False when the package there was had these very bytes. */
  readonly changed: boolean
  readonly log: string
}

/**
 * Compiles a crate to WebAssembly once, writes the glue of every kind around it and puts the npm package in place as a
 * whole. The same sources and tools give the same bytes in any directory. A crate that does not compile is a result
 * without success; what is missing on this machine or wrong with the request throws a `CargoError`.
 */
export async function buildWasmPackage(request: WasmBuildRequest): Promise<WasmBuildResult> {
  const lines: string[] = []
  const onOutput = (line: string) => {
    lines.push(line)
    request.onOutput?.(line)
  }
  const { signal } = request
  const failed = (): WasmBuildResult => {
    if (signal?.aborted) onOutput('cancelled')
    const sizes = { compiled: 0, shipped: 0 }
    return { success: false, files: [], sizes, changed: false, log: lines.join('\n') }
  }

  const dir = parentDir(request.manifest.replaceAll('\\', '/'))
  if (request.outDir !== undefined) checkOwnDirectory(dir, request.outDir, request.manifest)
  const setup = await prepareWasmBuild({ ...request, onOutput })
  const { crate, crateDir, toolchain, rustflags } = setup
  const { glues = null, outDir = DEFAULT_OUT_DIR } = request
  const planned = request.package ?? readWasmPackage(crate, { root: request.root, outDir, glues })
  const layout = wasmLayout(planned, crate, dir)
  const destinations = destinationsOf(planned, layout, {
    root: request.root,
    dir,
    manifest: request.manifest,
  })
  const { profile, debug } = request
  const asShipped = wasmProfile(crate.metadata, profile)
  const settings = debug ? withDebugInfo(asShipped, debug) : asShipped
  // What is missing is told before anything is compiled.
  const optimizer =
    settings.wasmOpt === null
      ? null
      : await findWasmOpt({ root: request.root, crateDir, toolchain, rustflags, signal })
  const early = await bindgenOfLock(setup, { signal, onOutput })
  if (signal?.aborted) return failed()
  // A directory of its own: another rustc on the host's artifacts would make both compile everything again.
  const targetDir = join(crate.targetDir, 'wasm')
  const observe = request.onObserved && {
    root: request.root,
    workspaceDirectory: crateDir,
    targetDirectory: targetDir,
    signal,
  }
  using observer = observe ? await RunObserver.begin(observe) : null
  const module = await compileWasm({
    setup,
    env: observer?.environment ?? {},
    targetDir,
    profile,
    onPackages: request.onPackages,
    args: [...(debug ? debugInfoArgs(profile, debug) : []), ...request.cargoArgs],
    signal,
    onOutput,
    onDiagnostic: (diagnostic) => diagnostic.rendered.split('\n').forEach(onOutput),
  })
  if (module === null) return failed()
  const fault = observer && request.onObserved?.(observer.read())
  if (fault) {
    fault.split('\n').forEach(onOutput)
    return failed()
  }

  const bindgen = await lockedBindgen(setup, { signal, onOutput }, early)
  if (signal?.aborted) return failed()
  const [first = { target: { root: request.root, path: join(dir, outDir) } }] = destinations
  using staging = makeStagingFor(first.target, { root: targetDir, path: 'nx-crane' })
  const products = await makeWasmProducts({
    module,
    staging: staging.path,
    crate,
    root: request.root,
    outName: planned.outName,
    layout,
    settings,
    bindgen,
    optimizer,
    signal,
    onOutput,
  })
  if (!products) return failed()
  const changed = putInPlace(staging.path, destinations)
  if (planned.post && !(await runPostStep({ command: planned.post, crateDir, signal, onOutput })))
    return failed()
  const sizes = { compiled: statSync(module).size, shipped: products.moduleBytes }
  const outDirs = planned.outDirs.map((each) => each.dir).join(', ')
  onOutput(
    summary({ outDirs, profile, library: crate.library, sizes, changed, optimised: optimizer !== null }),
  )
  return { success: true, files: filesOf(destinations), sizes, changed, log: lines.join('\n') }
}

function summary(built: {
  readonly library: string
  readonly outDirs: string
  readonly profile: string
  readonly sizes: WasmBuildResult['sizes']
  readonly changed: boolean
  readonly optimised: boolean
}): string {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  const optimised = built.optimised ? `, ${kilobytes(built.sizes.compiled)} before wasm-opt` : ''
  const state = built.changed ? 'written' : 'unchanged'
  return `${built.library} (${built.profile}): ${kilobytes(built.sizes.shipped)} of WebAssembly${optimised}; ${built.outDirs} ${state}`
}
