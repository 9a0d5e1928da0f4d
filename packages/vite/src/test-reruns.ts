import type { ViteDevServer } from 'vite'
import type { PackageFault, PackageUpdates } from './package-updates'

/** What Vitest (3.1 and later) gives its plugins, as far as we need it. */
export interface VitestProject {
  readonly vitest: {
    readonly config: { readonly watch: boolean }
    readonly vite: ViteDevServer
  }
  readonly project: { readonly vite: ViteDevServer }
}

/** Lets Vitest run the tests again that import a package, also when it does not compile: then they fail with what is wrong. */
export class TestReruns implements PackageUpdates {
  readonly keepsGood = false
  readonly #vitest: VitestProject['vitest']
  /** The facades that failed, by crate. */
  readonly #failed = new Map<string, readonly string[]>()

  constructor({ vitest }: VitestProject) {
    this.#vitest = vitest
  }

  async built(crate: string, facades: readonly string[]): Promise<void> {
    this.#changed([...facades, ...(this.#failed.get(crate) ?? [])])
    this.#failed.delete(crate)
  }

  failed(crate: string, facades: readonly string[], { hasGood }: PackageFault): void {
    // The tests that have waited for a first build are failing by themselves.
    const isKnown = hasGood || this.#failed.has(crate)
    this.#failed.set(crate, facades)
    if (isKnown) this.#changed(facades)
  }

  /** Vitest looks up which tests import a file that its watcher tells of, and knows virtual ones by their ids. */
  #changed(facades: readonly string[]): void {
    if (!this.#vitest.config.watch) return
    const files = facades.map((id) => id.replace(/\?.*$/, ''))
    for (const file of new Set(files)) this.#vitest.vite.watcher.emit('change', file)
  }
}
