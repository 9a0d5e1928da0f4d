import type { ByteBudget } from './byte-budget'
import type { MeasuredModule } from './module-sizes'
import type { BundledModules } from './read-bundled-modules'
import { overBudget, printSizes } from './size-report'
import { readLastSizes, writeLastSizes } from './write-last-sizes'

export interface SizeReporterRequest {
  readonly modules: BundledModules
  readonly budgets: ReadonlyMap<string, ByteBudget>
  /** Where sizes are kept from build to build. */
  readonly file: string
  readonly say: (text: string) => void
}

/** Measures the modules of each build before anything is written, and tells of them when all is. */
export class SizeReporter {
  readonly #request: SizeReporterRequest
  #measured: readonly MeasuredModule[] = []
  #isWritten = false

  constructor(request: SizeReporterRequest) {
    this.#request = request
  }

  /** What must fail the build, or null. */
  async check(isBundled: (path: string) => boolean): Promise<string | null> {
    const { modules, budgets, file } = this.#request
    this.#isWritten = false
    this.#measured = await modules.measure(isBundled)
    const excesses = overBudget(this.#measured, budgets)
    if (excesses.length === 0) return null
    return `${excesses.join('\n')}\n\n${printSizes(this.#measured, readLastSizes(file))}`
  }

  written(): void {
    this.#isWritten = true
  }

  /** Nothing where there are no modules, or where the build failed. */
  report(): void {
    if (!this.#isWritten || this.#measured.length === 0) return
    this.#isWritten = false
    const { file, say } = this.#request
    say(printSizes(this.#measured, readLastSizes(file)))
    try {
      writeLastSizes(file, this.#measured)
    } catch (error) {
      say(`the sizes could not be kept for the next build: ${String(error)}`)
    }
  }
}
