import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { configFor, keepingLogger } from '../dev-session'
import type { Scenario, ScenarioContext } from '../scenario'

/** The same source as it is shipped. */
export const production: Scenario = {
  name: 'vite build',
  async run({ checks, workspace, vite, browser }) {
    const log: string[] = []
    const build = async (app: string, more: object = {}) => {
      log.length = 0
      const config = configFor({ workspace, app, logger: keepingLogger(log) })
      await vite.build({ ...config, build: { emptyOutDir: true, ...more } })
    }

    await withoutPackage({ workspace })
    const missing = await asNxTask(() =>
      build('app').then(
        () => 'built',
        (error: Error) => error.message,
      ),
    )
    checks.true(
      'within Nx a package that is not there is missed by name, and not built',
      /crates\/counter\/Cargo\.toml: the WebAssembly package is not in pkg/.test(missing) &&
        !existsSync(workspace.path('crates/counter/pkg')),
      missing,
    )

    await build('app')
    checks.true(
      'without Nx a release package is built',
      /counter \(release\)/.test(log.join('\n')),
      log.join('\n'),
    )
    checks.equal('and the page shows it', await shown({ browser, vite, workspace }, 'app', 'revision'), '0')

    const assets = readdirSync(workspace.path('app/dist/assets')).filter((name) => name.endsWith('.js'))
    const code = assets.map((name) => workspace.read(`app/dist/assets/${name}`)).join('\n')
    checks.equal(
      'nothing in it tells a server of panics',
      [code.includes('counter_bg'), code.includes('nx-crane')],
      [true, false],
      code,
    )

    const built = statSync(workspace.path('crates/counter/pkg'))
    workspace.setRevision(9)
    await asNxTask(() => build('app'))
    checks.equal(
      'within Nx what is there is taken as it is',
      [
        statSync(workspace.path('crates/counter/pkg')).ino,
        await shown({ browser, vite, workspace }, 'app', 'revision'),
      ],
      [built.ino, '0'],
    )
    workspace.setRevision(0)

    await build('other')
    checks.equal('a worker has it', await shown({ browser, vite, workspace }, 'other', 'worker'), '0')
    checks.equal(
      'and so has the glue for pages',
      await shown({ browser, vite, workspace }, 'other', 'web'),
      '0',
    )

    await build('other', { ssr: 'server.js' })
    const bundle = workspace.path('other/dist/server.js')
    const program = `import(${JSON.stringify(bundle)}).then(({ render }) => console.log(render()))`
    const printed = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8' }).trim()
    checks.equal(
      'a server that was built renders with it',
      printed,
      'revision 0',
      readFileSync(bundle, 'utf8').slice(0, 2000),
    )
    await withoutPackage({ workspace })
  },
}

async function withoutPackage({ workspace }: Pick<ScenarioContext, 'workspace'>): Promise<void> {
  workspace.remove('crates/counter/pkg')
}

async function asNxTask<T>(action: () => Promise<T>): Promise<T> {
  process.env.NX_TASK_TARGET_PROJECT = '@fixture/app'
  try {
    return await action()
  } finally {
    delete process.env.NX_TASK_TARGET_PROJECT
  }
}

/** What an element of the built page shows in the end. */
async function shown(
  { vite, browser, workspace }: Omit<ScenarioContext, 'checks'>,
  app: string,
  id: string,
): Promise<string | null> {
  const server = await vite.preview({
    root: workspace.path(app),
    configFile: false,
    logLevel: 'error',
    preview: { host: '127.0.0.1', port: 5290, strictPort: false },
  })
  const page = await browser.newPage()
  try {
    await page.goto(server.resolvedUrls?.local[0] ?? '')
    await page.waitForFunction(`document.getElementById('${id}').textContent !== ''`, null, {
      timeout: 20_000,
    })
    return await page.textContent(`#${id}`)
  } finally {
    await page.close()
    await server.close()
  }
}
