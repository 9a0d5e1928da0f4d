import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { buildWasmPackage } from '@nx-crane/build'
import type { DebugInfo } from '@nx-crane/graph'
import { CargoError, type CrateId } from '@nx-crane/graph'
import type { WasmPackage } from './wasm-package'

/**
 * The packages as they are shipped. Within a task of Nx they are there already: the graph has built them, or taken them
 * from the cache. Without Nx each is built, once in a run.
 */
export class ProductionPackages {
  readonly #root: string
  readonly #debug: DebugInfo | undefined
  readonly #say: (line: string) => void
  readonly #wanted = new Map<CrateId, WasmPackage>()
  readonly #built = new Map<CrateId, Promise<void>>()

  constructor(request: {
    readonly root: string
    readonly debug: DebugInfo | undefined
    readonly say: (line: string) => void
  }) {
    this.#root = request.root
    this.#debug = request.debug
    this.#say = request.say
  }

  /** Throws a `CargoError` when there is no package. */
  async ensure(wasmPackage: WasmPackage, { isWatching }: { readonly isWatching: boolean }): Promise<void> {
    const known = this.#built.get(wasmPackage.crate)
    if (known) return known
    this.#wanted.set(wasmPackage.crate, wasmPackage)
    // No task of Nx runs again while this one watches.
    const built = isNxTask() && !isWatching ? this.#expect(wasmPackage) : this.#build(wasmPackage)
    this.#built.set(wasmPackage.crate, built)
    return built
  }

  /** What was built in an earlier run may be out of date, and nobody asks for it again where no importer changed. */
  async again({ isWatching }: { readonly isWatching: boolean }): Promise<void> {
    this.#built.clear()
    await Promise.all([...this.#wanted.values()].map((each) => this.ensure(each, { isWatching })))
  }

  /** The packages that were asked for. */
  get wanted(): readonly WasmPackage[] {
    return [...this.#wanted.values()]
  }

  async #expect({ crate, dir, outDir, outName, places }: WasmPackage): Promise<void> {
    // A dev server may have written declarations without a package.
    const modules = places.map((place) => join(this.#root, dir, outDir, place.dir, `${outName}_bg.wasm`))
    if (modules.some((module) => existsSync(module))) return
    throw new CargoError('WASM_PACKAGE_MISSING', {
      file: crate,
      message: `the WebAssembly package is not in ${outDir}, where the task that Nx runs before this one puts it`,
      hint: 'make this target depend on the crate’s build (`"dependsOn": ["^build"]`), as nx-crane infers it',
    })
  }

  async #build({ crate, planned }: WasmPackage): Promise<void> {
    const { success } = await buildWasmPackage({
      root: this.#root,
      manifest: crate,
      profile: 'release',
      package: planned,
      cargoArgs: [],
      debug: this.#debug,
      onOutput: this.#say,
    })
    if (success) return
    throw new CargoError('WASM_BUILD_FAILED', {
      file: crate,
      message: 'the crate could not be built into a WebAssembly package',
      hint: 'fix the compiler errors above',
    })
  }
}

/** Whether this process runs a task of Nx. */
export function isNxTask(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env.NX_TASK_TARGET_PROJECT)
}
