import type { ErrorPayload, HotPayload, ViteDevServer } from 'vite'
import type { PackageFault, PackageUpdates } from './package-updates'

/** Tells pages, and other environments of a dev server, that packages were replaced or do not compile. */
export class PageUpdates implements PackageUpdates {
  readonly keepsGood = true
  readonly #server: ViteDevServer
  /** What does not compile at present, by crate. */
  readonly #faults = new Map<string, ErrorPayload['err']>()
  /** Crates that pages wait for: there was no good build when they were loaded. */
  readonly #missing = new Set<string>()

  constructor(server: ViteDevServer) {
    this.#server = server
    server.ws.on('connection', (socket) => {
      for (const payload of this.#shownFaults()) socket.send(JSON.stringify(payload))
    })
  }

  failed(crate: string, _facades: readonly string[], { error, hasGood }: PackageFault): void {
    this.#faults.set(crate, error)
    // The overlay of a page that could not be loaded comes with the request that failed.
    if (hasGood) for (const payload of this.#shownFaults()) this.#send(payload)
    else this.#missing.add(crate)
  }

  async built(crate: string, facades: readonly string[]): Promise<void> {
    const wasFaulty = this.#faults.delete(crate)
    const environments = Object.values(this.#server.environments)
    const replaced = environments.flatMap((environment) =>
      facades.flatMap((id) => {
        const module = environment.moduleGraph.getModuleById(id)
        return module ? [{ environment, module }] : []
      }),
    )
    if (this.#missing.delete(crate)) {
      this.#send({ type: 'full-reload', path: '*' })
      return
    }
    if (wasFaulty) this.#send(NOTHING)
    // All of them first: a module that imports two must not meet one of the old and one of the new build.
    const now = Date.now()
    for (const { environment, module } of replaced) {
      environment.moduleGraph.invalidateModule(module, new Set(), now, true)
    }
    for (const { environment, module } of replaced) await environment.reloadModule(module)
    for (const payload of wasFaulty ? this.#shownFaults() : []) this.#send(payload)
  }

  /**
   * Vite's client takes an overlay at its first update for a page that never came to run, and reloads it, and with it
   * what the page has in hand. An update of nothing before the overlay is that first one.
   */
  #shownFaults(): HotPayload[] {
    const errors = [...this.#faults].filter(([crate]) => !this.#missing.has(crate))
    return errors.length === 0 ? [] : [NOTHING, ...errors.map(([, err]) => ({ type: 'error', err }) as const)]
  }

  #send(payload: HotPayload): void {
    this.#server.environments.client.hot.send(payload)
  }
}

/** Takes the overlay away. */
const NOTHING: HotPayload = { type: 'update', updates: [] }
