import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { asOrdinaryUser } from './unprivileged'

export interface ChildResult {
  readonly step: string
  readonly text: string
  /** What was thrown, with its stack; null where nothing was. */
  readonly thrown: string | null
  /** The class of what was thrown. */
  readonly name: string | null
  readonly byProject: ReadonlyMap<string, string>
}

/** Runs the steps in processes for which mode 000 counts, also where this one is root's. */
export class UnprivilegedSteps {
  readonly #home: string
  readonly #program: string

  constructor() {
    this.#home = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-ordinary-')))
    this.#program = join(this.#home, 'dist/bad-child.cjs')
    buildSync({
      entryPoints: [join(__dirname, 'bad-child.ts')],
      outfile: this.#program,
      bundle: true,
      platform: 'node',
      mainFields: ['module', 'main'],
      target: 'node20',
      external: ['@nx/*', 'nx', 'vite', 'esbuild'],
      logLevel: 'error',
      define: { NX_CRANE_NIX_LIBRARY: '{}', NX_CRANE_BUILD_ID: '"trial"' },
    })
    mkdirSync(join(this.#home, 'node_modules/nx-crane'), { recursive: true })
    writeFileSync(join(this.#home, 'node_modules/nx-crane/package.json'), '{"version": "0.1.0"}')
  }

  run(root: string): ChildResult[] {
    const [program = '', ...args] = [...asOrdinaryUser(), process.execPath, this.#program, root]
    const printed = execFileSync(program, args, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const results = JSON.parse(printed) as (ChildResult & { byProject: [string, string][] })[]
    return results.map((result) => ({ ...result, byProject: new Map(result.byProject) }))
  }

  [Symbol.dispose](): void {
    rmSync(this.#home, { recursive: true, force: true })
  }
}
