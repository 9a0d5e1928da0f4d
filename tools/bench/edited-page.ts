import type { Browser, Page } from 'playwright-core'
import { secondsOf } from './awaited-runs'
import { shownValue } from './shown-value'
import { ViteProcess } from './vite-process'
import { wasmEnvironment } from './wasm-tools'
import { REVISION_ID, saveRevision } from './wasm-workspace'

export interface EditedPageRequest {
  readonly root: string
  /** Directory that the command `vite` serves. */
  readonly app: string
  readonly browser: Browser
  /** What a person has to do after each save before the page shows it; nothing with a plugin that does it all. */
  readonly byHand?: (page: Page) => Promise<void>
}

/** A page that shows what the wasm crate of a workspace returns, while its source is edited. */
export class EditedPage implements AsyncDisposable {
  readonly #request: EditedPageRequest
  readonly #server: ViteProcess
  readonly #page: Page

  private constructor(request: EditedPageRequest, server: ViteProcess, page: Page) {
    this.#request = request
    this.#server = server
    this.#page = page
  }

  /** Resolves when the page shows what is there before any edit. */
  static async open(request: EditedPageRequest): Promise<EditedPage> {
    const server = await ViteProcess.start({ app: request.app, env: wasmEnvironment() })
    const opened = new EditedPage(request, server, await request.browser.newPage())
    try {
      await opened.#page.goto(server.url, { waitUntil: 'commit' })
      await shownValue(opened.#page, REVISION_ID, 0)
      return opened
    } catch (error) {
      await opened[Symbol.asyncDispose]()
      throw error
    }
  }

  /** Seconds from a save to the page that shows it. */
  edit(revision: number): Promise<number> {
    return secondsOf(async () => {
      saveRevision(this.#request.root, revision)
      await this.#request.byHand?.(this.#page)
      await shownValue(this.#page, REVISION_ID, revision)
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#page.close()
    await this.#server[Symbol.asyncDispose]()
  }
}
