import { isAbsolute, relative, sep } from 'node:path'
import type { ViteDevServer } from 'vite'
import { printCodeFrame } from './code-frame'
import type { ServedModule, ServedModules } from './served-modules'
import { parseStack, type StackLine, withoutControls } from './stack-text'
import { siteOf, type TrapCall } from './trap'
import type { TrapMessage } from './trap-client'
import { trapEndpoint } from './trap-endpoint'
import { printTrap, type TrapReport } from './trap-report'

export interface TrappingPackage {
  readonly name: string
  readonly modules: ServedModules
}

/** Traps of pages that nobody caught: what they are is said in the terminal and, as the answer, in the page. */
export class Traps {
  readonly #server: ViteDevServer
  readonly #root: string
  readonly #packages: () => Iterable<TrappingPackage>

  /** @param root the repository, absolute */
  constructor(server: ViteDevServer, root: string, packages: () => Iterable<TrappingPackage>) {
    this.#server = server
    this.#root = root
    this.#packages = packages
    server.middlewares.use(trapEndpoint(server.config.base, (message) => this.#report(message)))
  }

  async #report({ reason, stack }: TrapMessage): Promise<TrapReport | null> {
    const lines = parseStack(stack)
    const [first] = lines
    const trapped = first && this.#moduleOf(first)
    // An error that JavaScript threw, or a module of somebody else's.
    if (!trapped) return null
    const module = await trapped.module
    const calls = await Promise.all(lines.map((line) => this.#callOf(line)))
    const site = siteOf(calls)
    const source = site?.place ? module.sourceOf(site.place.file) : null
    const report = printTrap({
      crate: trapped.name,
      reason: withoutControls(reason.slice(0, LONGEST_REASON)),
      calls,
      site,
      frame: source === null || !site?.place ? null : printCodeFrame(source, site.place),
      problem: module.problem,
      nameOf: (file) => this.#inRepository(file),
    })
    this.#server.config.logger.error(`\n${report.text}\n`, { timestamp: true })
    return report
  }

  async #callOf(line: StackLine): Promise<TrapCall> {
    const module = await this.#moduleOf(line)?.module
    if (line.from !== 'wasm' || !module) return { from: 'elsewhere', text: line.text }
    const name = module.nameOf(line.functionIndex) ?? `wasm-function[${line.functionIndex}]`
    return { from: 'wasm', name, places: module.placesAt(line.offset) }
  }

  #moduleOf(line: StackLine): { name: string; module: Promise<ServedModule> } | null {
    if (line.from !== 'wasm') return null
    for (const { name, modules } of this.#packages()) {
      const module = modules.at(line.url)
      if (module) return { name, module }
    }
    return null
  }

  #inRepository(file: string): string {
    const inside = relative(this.#root, file)
    return inside.startsWith('..') || isAbsolute(inside) ? file : inside.split(sep).join('/')
  }
}

const LONGEST_REASON = 1_000
