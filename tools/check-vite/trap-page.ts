import type { ConsoleMessage } from 'playwright-core'
import type { DevSession } from './dev-session'

/** What is said of traps in a page. */
export class TrapPage {
  readonly #session: DevSession
  readonly console: string[] = []

  constructor(session: DevSession) {
    this.#session = session
    session.page.on('console', (message: ConsoleMessage) => this.console.push(message.text()))
  }

  /** Calls the function so that nobody catches what it throws; what the terminal and the console then show. */
  async trap(
    name: string,
    { of = 'wasm', inPromise = false } = {},
  ): Promise<{ printed: string; logged: string }> {
    const { log } = this.#session
    const [from, logged] = [log.length, this.console.length]
    const call = `${of}.${name}(7)`
    await this.#session.value(
      inPromise ? `void Promise.resolve().then(() => ${call})` : `void setTimeout(() => ${call})`,
    )
    await this.#session.logged(/counter (?:panicked|trapped)/, from)
    const isTold = () => this.console.slice(logged).some((text) => /^counter (?:panicked|trapped)/.test(text))
    while (!isTold()) await new Promise((done) => setTimeout(done, 5))
    return { printed: log.slice(from).join('\n'), logged: this.console.slice(logged).join('\n') }
  }
}
