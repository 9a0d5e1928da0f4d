import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RunningProgram } from '../../kit/running-program'
import { configFor, keepingLogger } from '../dev-session'
import type { FixtureWorkspace } from '../fixture-workspace'
import { installedVitest } from '../installed-tools'
import type { Scenario } from '../scenario'

const BASE = 'crates/base/src/lib.rs'
const MODULE = 'crates/counter/pkg/bundler/counter_bg.wasm'

/** Vitest takes crates as they are, and runs again what an edit of them concerns. */
export const testRuns: Scenario = {
  name: 'vitest',
  async run({ checks, workspace, vite }) {
    const installed = await installedVitest(vite.version)
    await workspace.install(installed, ['vite', 'vitest'])
    const program = join(installed, 'vitest/vitest.mjs')
    const start = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
      new TestRun(workspace, [program, ...args], env)

    {
      await using run = start(['run'])
      checks.equal('`vitest run` on a fresh clone passes', await run.ended, 0, run.output)
      checks.equal(
        'with the crate in Node and beside a document',
        run.ran(),
        ['counter: zero of base, 0', 'page: zero of base', 'plain'],
        run.output,
      )
      checks.equal('and leaves no package', existsSync(workspace.path(MODULE)), false)
    }
    {
      await using run = start(['run'], { NX_TASK_TARGET_PROJECT: '@fixture/checks' })
      const code = await run.ended
      checks.true(
        'within Nx a package that is not there is missed by name',
        code === 1 && run.output.includes('the WebAssembly package is not in pkg'),
        run.output,
      )
    }
    await vite.build({
      ...configFor({ workspace, app: 'app', logger: keepingLogger([]) }),
      build: { emptyOutDir: true },
    })
    workspace.setRevision(9)
    {
      await using run = start(['run'], { NX_TASK_TARGET_PROJECT: '@fixture/checks' })
      checks.equal('and one that is there is taken', await run.ended, 0, run.output)
      checks.equal('as it is', run.ran()[0], 'counter: zero of base, 0', run.output)
    }
    workspace.setRevision(0)
    workspace.remove('crates/counter/pkg')
    workspace.remove('app/dist')

    workspace.edit(BASE, '"zero"', '1 + "zero"')
    {
      await using run = start(['run'])
      checks.equal('a crate that does not compile fails the run', await run.ended, 1, run.output)
      checks.true('which says where and why', saysWhatIsWrong(run.output), run.output)
    }
    {
      await using run = start(['--watch'])
      checks.true('so it does while watching', saysWhatIsWrong(await run.finished(1)), run.output)
      checks.equal('other tests have run', run.ran(), ['plain'])
      workspace.edit(BASE, '1 + "zero"', '"zero"')
      await run.finished(2)
      const crates = (word: string) => [`counter: ${word} of base, 0`, `page: ${word} of base`]
      checks.equal('mended, those that failed run', run.ran(), crates('zero'), run.output)
      workspace.edit(BASE, '"zero"', '"one"')
      await run.finished(3)
      checks.equal('a source two crates below is edited: they see it', run.ran(), crates('one'), run.output)
      workspace.edit(BASE, '"one"', '1 + "one"')
      checks.true('one that does not compile fails them', saysWhatIsWrong(await run.finished(4)), run.output)
      workspace.edit(BASE, '1 + "one"', '"one"')
      await run.finished(5)
      checks.equal('edited back, they run with what was there', run.ran(), crates('one'), run.output)
      workspace.edit('checks/page.js', '= sentence()', "= sentence().replace('of', 'of the')")
      await run.finished(6)
      checks.equal('an edit of a test’s own module runs that test', run.ran(), ['page: one of the base'])
    }
    workspace.edit('checks/page.js', "= sentence().replace('of', 'of the')", '= sentence()')

    workspace.write('vitest.config.js', "export default { test: { projects: ['checks'] } }\n")
    {
      await using run = start(['--watch', '--root', workspace.root])
      await run.finished(1)
      run.ran()
      workspace.edit(BASE, '"one"', '"zero"')
      await run.finished(2)
      checks.equal(
        'in one of several projects it is the same',
        run.ran(),
        ['counter: zero of base, 0', 'page: zero of base'],
        run.output,
      )
    }
    for (const path of ['vitest.config.js', 'ran.txt', 'crates/counter/pkg']) workspace.remove(path)
  },
}

class TestRun extends RunningProgram {
  readonly #workspace: FixtureWorkspace
  #told = 0

  constructor(workspace: FixtureWorkspace, args: readonly string[], env: NodeJS.ProcessEnv) {
    workspace.remove('ran.txt')
    // A worker of this very repository's tests is a task of Nx.
    const own = { ...process.env, NX_TASK_TARGET_PROJECT: '', CI: '', RAN: workspace.path('ran.txt'), ...env }
    super(args, { cwd: workspace.path('checks'), env: own })
    this.#workspace = workspace
  }

  /** Waits for the end of the `count`th run; gives all that was printed. */
  finished(count: number): Promise<string> {
    return this.printed(/(?:Waiting|Watching) for file changes/, { count })
  }

  /** What the files of tests that have run since the last call have seen, sorted. */
  ran(): string[] {
    const file = this.#workspace.path('ran.txt')
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : []
    const since = lines.slice(this.#told).sort()
    this.#told = lines.length
    return since
  }
}

function saysWhatIsWrong(output: string): boolean {
  return /counter does not compile: error\[E0\d+\]/.test(output) && output.includes(`${BASE}:2:`)
}
