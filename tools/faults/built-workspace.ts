import { FaultWorkspace } from './fault-workspace'
import { type Listing, listingDifferences } from './listing'
import type { Surroundings } from './piece'

/** Runs of Nx, and what of the outputs each of them leaves. */
export const RUNS = {
  build: { args: ['-t', 'build'], leaves: /\/dist\/cargo|\/pkg|^packages\/ui\/dist/ },
  native: { args: ['-t', 'build', '-p', 'base,kit,lone,middle,testkit,tool'], leaves: /\/dist\/cargo/ },
  doc: { args: ['-t', 'doc', '-p', 'base,kit,tool'], leaves: /\/dist\/doc/ },
  both: { args: ['-t', 'build,doc', '-p', 'kit,tool'], leaves: /^crates\/(kit|tool)\/dist\// },
  test: { args: ['-t', 'test', '-p', 'base,kit,middle'], leaves: /^$/ },
  lint: { args: ['-t', 'lint', '-p', 'base,kit,tool'], leaves: /^$/ },
  wasm: { args: ['-t', 'wasm', '-p', '@mixed/shape'], leaves: /\/pkg/ },
  typescript: { args: ['-t', 'build', '-p', '@mixed/ui'], leaves: /\/pkg|^packages\/ui\/dist/ },
} as const

export type RunName = keyof typeof RUNS

/** A workspace that was built once from nothing: what every later run of it has to leave, byte for byte. */
export class BuiltWorkspace implements Disposable {
  private constructor(
    readonly workspace: FaultWorkspace,
    readonly reference: Listing,
    readonly status: string,
    /** How long a run took whose crates were compiled before, in milliseconds. */
    readonly usual: number,
  ) {}

  static async create(surroundings: Surroundings): Promise<BuiltWorkspace> {
    const workspace = await FaultWorkspace.create(surroundings)
    for (const name of ['build', 'doc'] as const) {
      const { code, output } = await workspace.nx(['run-many', '--outputStyle=static', ...RUNS[name].args])
      if (code !== 0) throw new Error(`the first ${name} of a sound workspace ended with ${code}:\n${output}`)
    }
    const reference = workspace.outputs()
    workspace.forget()
    const { milliseconds } = await workspace.nx(['run-many', '--outputStyle=static', ...RUNS.native.args])
    workspace.case.seal()
    return new BuiltWorkspace(workspace, reference, await workspace.status(), milliseconds)
  }

  /** Which runs this machine can do. */
  get runs(): RunName[] {
    const needWasm: readonly RunName[] = ['wasm', 'typescript', 'build']
    return (Object.keys(RUNS) as RunName[]).filter(
      (name) => this.workspace.hasWasm || !needWasm.includes(name),
    )
  }

  /** What is not as a clean build leaves it, a line each. */
  wrongOutputs(names: readonly RunName[]): string[] {
    const outputs = this.workspace.outputs()
    const isExpected = (path: string) =>
      names.some((name) => RUNS[name].leaves.test(path)) && !/\/dist$/.test(path)
    const expected = new Map([...this.reference].filter(([path]) => isExpected(path)))
    const found = new Map([...outputs].filter(([path]) => isExpected(path) || !this.reference.has(path)))
    return listingDifferences(expected, found)
  }

  /** All that must hold after a run that was not disturbed. */
  async faultsAfter(names: readonly RunName[]): Promise<string[]> {
    const status = await this.workspace.status()
    return [
      ...this.wrongOutputs(names)
        .slice(0, 5)
        .map((line) => `wrong: ${line}`),
      ...this.workspace.case.leftovers().map((path) => `left over: ${path}`),
      ...this.workspace.case
        .touched()
        .slice(0, 5)
        .map((line) => `outside: ${line}`),
      ...(status === this.status ? [] : [`git status: ${status}`]),
    ]
  }

  [Symbol.dispose](): void {
    this.workspace[Symbol.dispose]()
  }
}
