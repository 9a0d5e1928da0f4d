import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { isTemporaryName } from '@nx-crane/files'
import type { Page } from 'playwright-core'
import { RunningProgram, until } from '../../kit/running-program'
import type { FixtureWorkspace } from '../fixture-workspace'
import { GATES, Gates } from '../gates'
import { installedVitest } from '../installed-tools'
import type { Scenario } from '../scenario'

const WORK = 'target/wasm-dev/nx-crane'

/** A server that is killed in the middle of a build leaves nothing that the next one stumbles over. */
export const killedServer: Scenario = {
  name: 'a server that is killed',
  once: true,
  async run({ checks, workspace, browser, vite }) {
    const installed = await installedVitest(vite.version)
    await workspace.install(installed, ['vite'])
    workspace.write(
      'app/vite.config.js',
      "import nxCrane from '@nx-crane/vite'\nexport default { plugins: [nxCrane()] }\n",
    )
    const gates = await Gates.in(workspace)
    const page = await browser.newPage()
    const start = () =>
      new RunningProgram([join(installed, 'vite/bin/vite.js'), '--host', '127.0.0.1', '--port', '5310'], {
        cwd: workspace.path('app'),
        env: gates.env,
      })

    for (const [index, gate] of GATES.entries()) {
      gates.close(gate)
      {
        await using server = start()
        workspace.setRevision(index + 1)
        await open(page, server)
        await gates.reached(gate)
        await server.end('SIGKILL')
      }
      const left = stagings(workspace)
      gates.open(gate)
      await using server = start()
      await open(page, server)
      await shows(page, index + 1)
      checks.true(`killed while ${gate}: the next server shows what the sources say`, true)
      checks.equal(
        '  of what the build had written nothing is left, nor half of a package',
        [
          left.length > 0,
          left.filter((name) => existsSync(workspace.path(WORK, name))),
          halfPackages(workspace),
        ],
        [gate !== 'cargo compiles', [], []],
      )
      await server.end('SIGTERM')
      await until(() => processesOf(workspace).length === 0, 'all processes have ended', 20)
      checks.equal('  and no process', processesOf(workspace), [])
    }

    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      gates.close('cargo compiles')
      await using server = start()
      workspace.setRevision(signal === 'SIGINT' ? 11 : 12)
      await open(page, server)
      await gates.reached('cargo compiles')
      await server.end(signal)
      // The gate stays closed: a compiler that waits at it does not end by itself.
      await until(() => processesOf(workspace).length === 0, 'all processes have ended', 10).catch(() => {})
      checks.equal(`${signal} ends the build as well`, processesOf(workspace), [])
      gates.open('cargo compiles')
    }
    {
      await using server = start()
      await open(page, server)
      await shows(page, 12)
      checks.true('and the next server shows what the sources say', true)
    }
    await page.close()
    for (const path of ['machine', 'app/vite.config.js', 'crates/counter/pkg']) workspace.remove(path)
    workspace.setRevision(0)
  },
}

/** Loads the page of the server anew; it waits for the build. */
async function open(page: Page, server: RunningProgram): Promise<void> {
  const [, url] = /Local:\s+(http:\S+)/.exec(await server.printed(/Local:\s+http:\S+/)) ?? []
  // The page of an earlier server would load itself again as soon as this one answers.
  await page.goto('about:blank')
  await page.goto(url ?? '', { waitUntil: 'commit' })
}

async function shows(page: Page, revision: number): Promise<void> {
  await page.locator('#revision', { hasText: new RegExp(`^${revision}$`) }).waitFor({ timeout: 120_000 })
}

/** Directories in which a package was being put together. */
function stagings(workspace: FixtureWorkspace): string[] {
  return namesIn(workspace.path(WORK)).filter(isTemporaryName)
}

/** Packages that can be imported, and are not whole. */
function halfPackages(workspace: FixtureWorkspace): string[] {
  const packages = workspace.path(WORK, 'packages/counter')
  const whole = ['counter.js', 'counter.d.ts', 'counter_bg.wasm']
  return namesIn(packages).filter((name) => !whole.every((file) => existsSync(join(packages, name, file))))
}

function namesIn(directory: string): string[] {
  return existsSync(directory) ? readdirSync(directory) : []
}

/** Those that have been told of a path in the workspace: cargo, its compilers, wasm-bindgen. */
function processesOf(workspace: FixtureWorkspace): string[] {
  const all = execFileSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).split('\n')
  return all.filter((each) => each.includes(workspace.root))
}
