import { stripVTControlCharacters } from 'node:util'
import nxCrane, { type NxCraneOptions } from '@nx-crane/vite'
import type { Browser, Page } from 'playwright-core'
import type { InlineConfig, Logger, Plugin, ViteDevServer } from 'vite'
import type { FixtureWorkspace } from './fixture-workspace'

export type Vite = typeof import('vite')

export interface SessionRequest {
  readonly vite: Vite
  readonly browser: Browser
  readonly workspace: FixtureWorkspace
  /** Directory of the app in the workspace. */
  readonly app: string
  /** In place of the plugin. */
  readonly plugins?: readonly Plugin[]
}

/** A dev server of an app, and a page that shows it. */
export class DevSession implements AsyncDisposable {
  readonly server: ViteDevServer
  readonly page: Page
  /** What the server has printed, a line each. */
  readonly log: string[]
  /** What the page has thrown. */
  readonly faults: string[] = []

  private constructor(parts: { server: ViteDevServer; page: Page; log: string[] }) {
    this.server = parts.server
    this.page = parts.page
    this.log = parts.log
    this.page.on('pageerror', (error) => this.faults.push(error.message))
  }

  static async start({ vite, browser, ...request }: SessionRequest): Promise<DevSession> {
    const log: string[] = []
    const server = await vite.createServer(configFor({ ...request, logger: keepingLogger(log) }))
    await server.listen()
    return new DevSession({ server, page: await browser.newPage(), log })
  }

  async open(): Promise<void> {
    // Not waited for: a page loads for as long as its first build takes.
    await this.page.goto(this.server.resolvedUrls?.local[0] ?? '', { waitUntil: 'commit' })
  }

  /** Waits until the element shows the text; says what it shows instead when that takes too long. */
  async shows(id: string, text: string | number, seconds = 60): Promise<void> {
    const element = `document.getElementById(${JSON.stringify(id)})`
    try {
      await this.page.waitForFunction(`${element}?.textContent === ${JSON.stringify(String(text))}`, null, {
        timeout: seconds * 1000,
        polling: 5,
      })
    } catch (cause) {
      const shown = await this.page.evaluate(`${element}?.textContent`)
      throw new Error(`#${id} shows ${JSON.stringify(shown)}, not ${JSON.stringify(String(text))}`, { cause })
    }
  }

  /** The text of Vite's overlay, once there is one; null when there is none. */
  async overlay({ wait }: { readonly wait: 'until shown' | 'until gone' | 'no' }): Promise<string | null> {
    if (wait !== 'no') {
      const state = wait === 'until shown' ? 'attached' : 'detached'
      await this.page.locator('vite-error-overlay').waitFor({ state, timeout: 60_000 })
    }
    return this.page.evaluate<string | null>(
      "document.querySelector('vite-error-overlay')?.shadowRoot.querySelector('.window').innerText ?? null",
    )
  }

  /** Evaluates an expression in the page. */
  value<T>(expression: string): Promise<T> {
    return this.page.evaluate<T>(expression)
  }

  /** Resolves when the log holds a match that came after its first `from` lines. */
  async logged(pattern: RegExp, from = 0): Promise<string> {
    for (let waited = 0; waited < 60_000; waited += 10) {
      const line = this.log.slice(from).find((each) => pattern.test(each))
      if (line !== undefined) return line
      await new Promise((done) => setTimeout(done, 10))
    }
    throw new Error(`${pattern} was not printed, but:\n${this.log.slice(from).join('\n')}`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close()
    await this.server.close()
  }
}

/** No configuration file: the plugin as it is, and nothing else. */
export function configFor(request: {
  readonly workspace: FixtureWorkspace
  readonly app: string
  readonly logger: Logger
  readonly options?: NxCraneOptions
  readonly plugins?: readonly Plugin[]
}): InlineConfig {
  return {
    root: request.workspace.path(request.app),
    configFile: false,
    customLogger: request.logger,
    clearScreen: false,
    server: { host: '127.0.0.1', port: 5280, strictPort: false },
    plugins: [...(request.plugins ?? [nxCrane({ repository: request.workspace.root, ...request.options })])],
  }
}

export function keepingLogger(log: string[]): Logger {
  const keep = (text: string) => void log.push(...stripVTControlCharacters(text).split('\n'))
  return {
    info: keep,
    warn: keep,
    warnOnce: keep,
    error: keep,
    clearScreen: () => {},
    hasErrorLogged: () => false,
    hasWarned: false,
  }
}
