import { chmodSync, existsSync } from 'node:fs'
import { delimiter } from 'node:path'
import { findWasmBindgen } from '@nx-crane/build'
import { until } from '../kit/running-program'
import type { FixtureWorkspace } from './fixture-workspace'

export const GATES = ['cargo compiles', 'wasm-bindgen begins', 'wasm-bindgen has written half'] as const
export type Gate = (typeof GATES)[number]

/** Programs in the way of the real ones, which stop a build where they are told to. */
export class Gates {
  /** Of programs that are to come to them. */
  readonly env: NodeJS.ProcessEnv
  readonly #workspace: FixtureWorkspace

  static async in(workspace: FixtureWorkspace): Promise<Gates> {
    return new Gates(workspace, await findWasmBindgen('0.2.108', workspace.root))
  }

  private constructor(workspace: FixtureWorkspace, bindgen: string) {
    this.#workspace = workspace
    const wait = (gate: Gate) => `if [ -e "${this.#file(gate, 'closed')}" ]; then
  : > "${this.#file(gate, 'reached')}"
  while [ -e "${this.#file(gate, 'closed')}" ]; do sleep 0.05; done
fi`
    const program = (name: string, body: string) => {
      workspace.write(`machine/bin/${name}`, `#!/bin/sh\n${body}\n`)
      chmodSync(workspace.path('machine/bin', name), 0o755)
      return workspace.path('machine/bin', name)
    }
    program(
      'wasm-bindgen',
      `case "$*" in *--out-dir*) ;; *) exec "${bindgen}" "$@" ;; esac
${wait('wasm-bindgen begins')}
"${bindgen}" "$@" || exit
if [ -e "${this.#file('wasm-bindgen has written half', 'closed')}" ]; then rm "$3"/*.wasm; fi
${wait('wasm-bindgen has written half')}`,
    )
    const wrapper = program(
      'rustc-wrapper',
      `case "$*" in *"--crate-name counter "*)\n${wait('cargo compiles')}\n;; esac\nexec "$@"`,
    )
    this.env = {
      ...process.env,
      PATH: `${workspace.path('machine/bin')}${delimiter}${process.env.PATH}`,
      RUSTC_WRAPPER: wrapper,
    }
  }

  /** Puts them in the way of the builds of this very process, until it is disposed of. */
  inThisProcess(): Disposable {
    const before = process.env
    process.env = { ...this.env }
    return {
      [Symbol.dispose]() {
        process.env = before
      },
    }
  }

  close(gate: Gate): void {
    this.#forget(gate)
    this.#workspace.write(`machine/${gate} closed`, '')
  }

  open(gate: Gate): void {
    this.#workspace.remove(`machine/${gate} closed`)
  }

  /** Waits until a build has come to the gate, one that has not been waited for. */
  async reached(gate: Gate): Promise<void> {
    await until(() => existsSync(this.#file(gate, 'reached')), gate, 120)
    this.#forget(gate)
  }

  #forget(gate: Gate): void {
    this.#workspace.remove(`machine/${gate} reached`)
  }

  #file(gate: Gate, state: 'closed' | 'reached'): string {
    return this.#workspace.path('machine', `${gate} ${state}`)
  }
}
