import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { CargoError, type CrateId } from '@nx-crane/cargo'
import { buildWasmPackage } from '@nx-crane/cargo/cli'
import type { WasmPackage } from './wasm-package'

/**
 * The packages as they are shipped. Within a task of Nx they are there already: the graph has built them, or taken them
 * from the cache. Without Nx each is built, once in a run.
 */
export class ProductionPackages {
  readonly #root: string
  readonly #say: (line: string) => void
  readonly #built = new Map<CrateId, Promise<void>>()

  constructor(root: string, say: (line: string) => void) {
    this.#root = root
    this.#say = say
  }

  /** Throws a `CargoError` when there is no package. */
  async ensure(wasmPackage: WasmPackage): Promise<void> {
    const known = this.#built.get(wasmPackage.crate)
    if (known) return known
    const built = isNxTask() ? this.#expect(wasmPackage) : this.#build(wasmPackage)
    this.#built.set(wasmPackage.crate, built)
    return built
  }

  /** What was built in this run may be out of date in the next. */
  reset(): void {
    this.#built.clear()
  }

  async #expect({ crate, dir, outDir }: WasmPackage): Promise<void> {
    if (existsSync(join(this.#root, dir, outDir))) return
    throw new CargoError('WASM_PACKAGE_MISSING', {
      file: crate,
      message: `the WebAssembly package is not in ${outDir}, where the task that Nx runs before this one puts it`,
      hint: 'let this target depend on the crate’s build (`"dependsOn": ["^build"]`), as nx-crane infers it',
    })
  }

  async #build({ crate, outDir }: WasmPackage): Promise<void> {
    const { success } = await buildWasmPackage({
      root: this.#root,
      manifest: crate,
      profile: 'release',
      outDir,
      glues: null,
      cargoArgs: [],
      onOutput: this.#say,
    })
    if (success) return
    throw new CargoError('WASM_BUILD_FAILED', {
      file: crate,
      message: 'the crate could not be built into a WebAssembly package',
      hint: 'mend what the compiler says above',
    })
  }
}

function isNxTask(env: NodeJS.ProcessEnv = process.env): boolean {
  return Boolean(env.NX_TASK_TARGET_PROJECT)
}
