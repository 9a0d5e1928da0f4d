import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

export interface ViteCommand {
  /** Directory of the app. */
  readonly app: string
  readonly env: NodeJS.ProcessEnv
  /** Where Vite is installed: this repository's own without it. */
  readonly vite?: string
}

/** The command `vite`, as a process of its own with a configuration file. */
export class ViteProcess implements AsyncDisposable {
  readonly url: string
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, url: string) {
    this.#child = child
    this.url = url
  }

  /** Resolves when the server's address answers. */
  static async start({ app, env, vite = OWN_VITE }: ViteCommand): Promise<ViteProcess> {
    const args = [join(vite, 'bin/vite.js'), '--host', '127.0.0.1', '--clearScreen', 'false']
    const child = spawn(process.execPath, args, { cwd: app, env, stdio: ['ignore', 'pipe', 'pipe'] })
    const url = await printedUrl(child)
    const response = await fetch(url, { headers: { accept: 'text/html' } })
    await response.text()
    if (!response.ok) throw new Error(`${url} answers ${response.status}`)
    return new ViteProcess(child, url)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const closed = once(this.#child, 'close')
    this.#child.kill('SIGTERM')
    await closed
  }
}

const OWN_VITE = resolve(__dirname, '../../node_modules/vite')

function printedUrl(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((found, failed) => {
    const read = (text: string) => {
      said += stripVTControlCharacters(text)
      const url = /Local:\s+(http:\S+)/.exec(said)?.[1]
      if (url !== undefined) found(url)
    }
    child.stdout?.setEncoding('utf8').on('data', read)
    child.stderr?.setEncoding('utf8').on('data', read)
    child.once('close', (code) => failed(new Error(`vite ended with ${code}:\n${said}`)))
  })
}
