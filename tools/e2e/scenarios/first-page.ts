import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startBrowser } from '../../kit/browser'
import { packPackage } from '../../kit/packed-plugin'
import { userPath } from '../../kit/user-path'
import { wasmObstacle } from '../../kit/wasm-obstacle'
import type { NxWorkspace } from '../nx-workspace'
import type { Scenario } from '../scenario'
import { StandInRegistry } from '../stand-in-registry'

const PACKAGE = '@nx-crane/vite'
const GREETING = 'Hello browser, from Rust!'

/** The three commands of the README, in an Nx workspace with nothing in it, with the packages as they are published. */
export const firstPage: Scenario = {
  name: 'first-page',
  fixture: 'empty',
  combinations: ['24.0.6 no daemon'],
  obstacle: wasmObstacle,
  async run(workspace, checks, plugin) {
    const scratch = mkdtempSync(join(tmpdir(), 'nx-crane-e2e-vite-'))
    const manifest = readFileSync(join(__dirname, '../../../packages/vite/package.json'), 'utf8')
    const registry = await StandInRegistry.open(
      packPackage('vite', scratch),
      JSON.parse(manifest) as { name: string; version: string },
    )
    const env = { PATH: userPath() }
    try {
      workspace.write(
        '.npmrc',
        `@nx-crane:registry=${registry.url}\nprefer-offline=true\naudit=false\nfund=false\n`,
      )
      await workspace.remove('node_modules/nx-crane')

      const added = await workspace.nx(['add', `nx-crane@file:${plugin.tarball}`], env)
      checks.equal('nx add nx-crane', added.code, 0, added.output)

      const generated = await workspace.nx(['g', 'nx-crane:wasm-crate', 'hello', '--new-app', 'web'], env)
      checks.equal('nx g nx-crane:wasm-crate hello --new-app web', generated.code, 0, generated.output)
      checks.equal('there are the crate, the app and the Cargo workspace', await workspace.projects(), [
        '@first/hello',
        'cargo-workspace',
        'web',
      ])
      checks.true('the lock file is there', workspace.exists('Cargo.lock'), generated.output)
      checks.true(`${PACKAGE} is installed`, workspace.exists(`node_modules/${PACKAGE}`), generated.output)

      checks.equal('nx dev web serves a page that calls Rust', await servedGreeting(workspace), GREETING)

      const built = await workspace.runMany(['-t', 'build', 'test', 'format'], env)
      checks.equal(
        'all that was generated builds, and passes its checks',
        built.finished.code,
        0,
        built.finished.output,
      )
      checks.equal('the built page calls Rust', await builtGreeting(workspace), GREETING)
      const again = await workspace.runMany(['-t', 'build'], env)
      checks.equal('a second build is all hits', again.executed, [], again.finished.output)
    } finally {
      registry.close()
      rmSync(scratch, { recursive: true, force: true })
    }
  },
}

async function servedGreeting(workspace: NxWorkspace): Promise<string> {
  let greeting = ''
  await workspace.interruptNx(['dev', 'web'], {
    env: { PATH: userPath() },
    when: /Local:\s+http:\S+\n/,
    before: async (output) => {
      greeting = await greetingAt(/Local:\s+(http:\S+)/.exec(output)?.[1] ?? '')
    },
  })
  return greeting
}

async function builtGreeting(workspace: NxWorkspace): Promise<string> {
  const { preview } = await import('vite')
  const server = await preview({
    root: join(workspace.root, 'apps/web'),
    configFile: false,
    logLevel: 'error',
  })
  try {
    return await greetingAt(server.resolvedUrls?.local[0] ?? '')
  } finally {
    await server.close()
  }
}

async function greetingAt(url: string): Promise<string> {
  const browser = await startBrowser()
  try {
    const page = await browser.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    // The crate is compiled while the page waits for it.
    await page.goto(url, { waitUntil: 'commit' })
    const heading = page.locator('h1:not(:empty)')
    await heading.waitFor({ timeout: 120_000 }).catch(() => faults.push('there is no greeting'))
    return faults.length > 0 ? faults.join('\n') : ((await heading.textContent()) ?? '')
  } finally {
    await browser.close()
  }
}
