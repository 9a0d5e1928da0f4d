import { resolve } from 'node:path'
import { ServerProcess } from './server-process'

export interface ViteCommand {
  /** Directory of the app. */
  readonly app: string
  readonly env: NodeJS.ProcessEnv
}

/** The command `vite`, as a process of its own with a configuration file. */
export class ViteProcess implements AsyncDisposable {
  readonly url: string
  readonly #server: ServerProcess

  private constructor(server: ServerProcess) {
    this.#server = server
    this.url = server.ready
  }

  /** Resolves when the server's address answers. */
  static async start({ app, env }: ViteCommand): Promise<ViteProcess> {
    const args = [VITE, '--host', '127.0.0.1', '--clearScreen', 'false']
    const command = { program: process.execPath, args, cwd: app, env }
    const vite = new ViteProcess(await ServerProcess.start(command, /Local:\s+(http:\S+)/))
    const response = await fetch(vite.url, { headers: { accept: 'text/html' } })
    await response.text()
    if (response.ok) return vite
    await vite[Symbol.asyncDispose]()
    throw new Error(`${vite.url} answers ${response.status}`)
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#server[Symbol.asyncDispose]()
  }
}

const VITE = resolve(__dirname, '../../node_modules/vite/bin/vite.js')
