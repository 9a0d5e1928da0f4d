import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { CargoError } from '../../cargo-error'
import { parseTypeScriptPackage } from '../../npm/package-manifest'
import { resolvePath } from '../../repository-path'
import { planPackageLayout, type WasmGlue } from '../../wasm/package-layout'
import { wasmProfile } from '../../wasm/wasm-profile'
import { compileWasm } from './compile-wasm'
import { makeWasmProducts } from './make-wasm-products'
import { lockedBindgen, prepareWasmBuild, readText } from './prepare-wasm-build'
import { findWasmOpt } from './wasm-opt'
import { checkReplaceable, listFiles, makeStaging, replacePackage } from './write-package'

export interface WasmBuildRequest {
  /** The repository, absolute. */
  readonly root: string
  /** The crate's manifest relative to the root. */
  readonly manifest: string
  /** A Cargo profile; all but `dev` are optimised by wasm-opt. */
  readonly profile: string
  /** The package's directory relative to the crate's. */
  readonly outDir: string
  /** Null: what the `package.json` beside the crate names, else bundler, nodejs and web. */
  readonly glues: readonly WasmGlue[] | null
  /** Further arguments for `cargo build`: features and the like. */
  readonly cargoArgs: readonly string[]
  readonly signal?: AbortSignal | undefined
  readonly onOutput?: ((line: string) => void) | undefined
}

export interface WasmBuildResult {
  readonly success: boolean
  /** Paths of the package's files relative to the package, sorted; empty when it was not built. */
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

  const target = join(dirname(resolve(request.root, request.manifest)), checkedOutDir(request))
  checkReplaceable(target)
  const setup = await prepareWasmBuild({ ...request, onOutput })
  const { crate, crateDir, toolchain, rustflags } = setup
  // A directory of its own: another rustc on the host's artifacts would make both compile everything again.
  const targetDir = join(crate.targetDir, 'wasm')
  const { profile } = request
  const module = await compileWasm({
    setup,
    targetDir,
    profile,
    args: request.cargoArgs,
    signal,
    onOutput,
    onDiagnostic: (diagnostic) => diagnostic.rendered.split('\n').forEach(onOutput),
  })
  if (module === null) return failed()

  const bindgen = await lockedBindgen(setup, { signal, onOutput })
  const settings = wasmProfile(crate.metadata, profile)
  const optimizer =
    settings.wasmOpt === null ? null : await findWasmOpt({ crateDir, toolchain, rustflags, signal })
  if (signal?.aborted) return failed()
  const beside = readBeside(crateDir, request.manifest)
  const places = planPackageLayout({
    library: crate.library,
    outDir: request.outDir,
    beside,
    glues: request.glues,
  })
  const staging = makeStaging(join(targetDir, 'nx-crane'), target)
  const products = await makeWasmProducts({
    module,
    staging,
    crate,
    places,
    settings,
    bindgen,
    optimizer,
    standalone: beside === null,
    signal,
    onOutput,
  })
  if (!products) return failed()
  const changed = replacePackage(staging, target)
  const sizes = { compiled: statSync(module).size, shipped: products.moduleBytes }
  onOutput(summary({ ...request, library: crate.library, sizes, changed, optimised: optimizer !== null }))
  return { success: true, files: listFiles(target), sizes, changed, log: lines.join('\n') }
}

function checkedOutDir({ manifest, outDir }: WasmBuildRequest): string {
  const path = resolvePath('', outDir)
  if (path) return path
  throw new CargoError('INVALID_OUT_DIR', {
    file: manifest,
    message: `outDir ${JSON.stringify(outDir)} is not a directory below the crate's`,
    hint: 'write a path relative to the crate, such as "pkg"',
  })
}

function readBeside(crateDir: string, manifest: string) {
  const text = readText(join(crateDir, 'package.json'))
  return text === null
    ? null
    : parseTypeScriptPackage(text, manifest.replace(/Cargo\.toml$/, 'package.json')).package
}

function summary(built: {
  readonly library: string
  readonly outDir: string
  readonly profile: string
  readonly sizes: WasmBuildResult['sizes']
  readonly changed: boolean
  readonly optimised: boolean
}): string {
  const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  const optimised = built.optimised ? `, ${kilobytes(built.sizes.compiled)} before wasm-opt` : ''
  const state = built.changed ? 'written' : 'unchanged'
  return `${built.library} (${built.profile}): ${kilobytes(built.sizes.shipped)} of WebAssembly${optimised}; ${built.outDir} ${state}`
}
