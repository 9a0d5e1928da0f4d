import { createHash } from 'node:crypto'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import {
  holdLock,
  MOST_BUILT_BYTES,
  makeStaging,
  type Place,
  placeIn,
  readRegularFile,
  readRegularText,
  realPlace,
  replaceDirectory,
} from '@nx-crane/files'
import { isPackageText, SNIPPETS_MANIFEST } from '../../wasm/package-json'
import type { GluePlace } from '../../wasm/package-layout'
import type { WasmLayout } from '../../wasm/wasm-layout'
import type { WasmProfile } from '../../wasm/wasm-profile'
import { outputOf } from './output-of'
import type { WasmCrate } from './wasm-crate-metadata'
import type { WasmOptimizer } from './wasm-opt'

export interface GlueRequest {
  /** What cargo made. */
  readonly module: string
  /** An empty directory that becomes the package. */
  readonly staging: string
  readonly crate: WasmCrate
  /** What the files are called. */
  readonly outName: string
  readonly places: readonly GluePlace[]
  readonly settings: WasmProfile
  readonly bindgen: { readonly program: string; readonly version: string }
  readonly signal?: AbortSignal | undefined
  readonly onOutput: (line: string) => void
}

export interface ProductsRequest extends Omit<GlueRequest, 'places'> {
  /** The repository, absolute. */
  readonly root: string
  readonly optimizer: WasmOptimizer | null
  readonly layout: WasmLayout
}

/**
 * Fills `staging` with the package: glue of each kind, the module optimised once for all of them, manifests. What the
 * last build made is taken again when its module and settings were these. Null when a tool failed; the output says why.
 */
export async function makeWasmProducts(products: ProductsRequest): Promise<{ moduleBytes: number } | null> {
  const request = { ...products, places: products.layout.places }
  const { staging, crate, outName, places } = request
  const kept = { root: dirname(request.module), path: `${crate.library}.nx-crane` }
  const stamp = productsStamp(request)
  if (!takeKept(kept, { stamp, staging })) {
    if (!(await runTools(request))) return null
    keep(staging, kept, stamp)
  }
  writeManifests(request)
  return { moduleBytes: statSync(join(staging, places[0]?.dir ?? '', `${outName}_bg.wasm`)).size }
}

type PlacedProducts = ProductsRequest & GlueRequest

async function runTools(request: PlacedProducts): Promise<boolean> {
  if (!(await writeGlues(request))) return false
  return request.optimizer === null || (await optimise(request, request.optimizer))
}

/** Runs wasm-bindgen once for each place; false when it failed, and the output says why. */
export async function writeGlues(request: GlueRequest): Promise<boolean> {
  const glued = await Promise.all(request.places.map((place) => writeGlue(request, place)))
  return !glued.includes(false)
}

function writeGlue(request: GlueRequest, { glue, dir }: GluePlace): Promise<boolean> {
  const { bindgen, outName, staging, settings, module } = request
  const args = [module, '--out-dir', join(staging, dir), '--out-name', outName, '--target', glue]
  return run(request, bindgen.program, [...args, ...settings.bindgenArgs])
}

/** The module is the same for every glue, so it is optimised once; should one differ, it is optimised on its own. */
async function optimise(request: PlacedProducts, optimizer: WasmOptimizer): Promise<boolean> {
  const { staging, outName, places, settings } = request
  const optimised = new Map<string, string>()
  for (const { dir } of places) {
    const file = join(staging, dir, `${outName}_bg.wasm`)
    const digest = sha256(readRegularFile(file, { maxBytes: MOST_BUILT_BYTES }))
    const known = optimised.get(digest)
    if (known !== undefined) {
      copyFileSync(known, file)
      continue
    }
    const output = `${file}.optimised`
    const args = [file, '-o', output, ...optimizer.featureFlags, ...(settings.wasmOpt ?? [])]
    if (!(await run(request, optimizer.program, args))) return false
    renameSync(output, file)
    optimised.set(digest, file)
  }
  return true
}

async function run(request: GlueRequest, command: string, args: readonly string[]): Promise<boolean> {
  const { success, all } = await outputOf({
    command,
    args,
    cwd: dirname(request.crate.manifest),
    signal: request.signal,
  })
  for (const line of all === '' ? [] : all.split('\n')) request.onOutput(line)
  if (!success && !request.signal?.aborted) request.onOutput(`${command} failed`)
  return success
}

function writeManifests({ root, staging, crate, layout }: PlacedProducts): void {
  for (const [path, text] of layout.manifests) writeFileSync(join(staging, path), text)
  for (const { dir } of layout.places) {
    const snippets = join(staging, dir, 'snippets')
    if (existsSync(snippets)) writeFileSync(join(snippets, 'package.json'), SNIPPETS_MANIFEST)
  }
  if (layout.textDirs.length === 0) return
  const crateDir = { root, path: dirname(crate.manifest) }
  for (const name of readdirSync(crateDir.path).filter(isPackageText)) {
    // A link to what does not belong to the repository must not be published.
    const real = realPlace(placeIn(crateDir, name))
    if (real === null || !statSync(real).isFile()) continue
    const text = readRegularFile(real)
    for (const dir of layout.textDirs) writeFileSync(join(staging, dir, name), text)
  }
}

/** Everything that decides what the tools write. */
function productsStamp({ module, outName, places, settings, bindgen, optimizer }: PlacedProducts): string {
  const tools = [bindgen.version, optimizer ? [optimizer.version, optimizer.featureFlags] : null]
  return sha256(
    JSON.stringify([
      sha256(readRegularFile(module, { maxBytes: MOST_BUILT_BYTES })),
      outName,
      places,
      settings,
      tools,
    ]),
  )
}

/** Another process may be keeping what it made of the same module. */
function lockKept({ root, path }: Place): Disposable {
  return holdLock({ root, path: '.nx-crane-locks' }, path)
}

/** Copies what was kept, if it was made of the same; returns whether it was. */
function takeKept(kept: Place, { stamp, staging }: { stamp: string; staging: string }): boolean {
  using _lock = lockKept(kept)
  const dir = realPlace(kept)
  if (dir === null || !existsSync(join(dir, 'stamp'))) return false
  if (readRegularText(join(dir, 'stamp')) !== stamp) return false
  cpSync(join(dir, 'files'), staging, { recursive: true })
  return true
}

function keep(made: string, kept: Place, stamp: string): void {
  using _lock = lockKept(kept)
  using staging = makeStaging({ root: kept.root, path: '' })
  const copy = join(staging.path, 'kept')
  mkdirSync(copy)
  cpSync(made, join(copy, 'files'), { recursive: true })
  writeFileSync(join(copy, 'stamp'), stamp)
  replaceDirectory(copy, kept)
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}
