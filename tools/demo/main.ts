import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { serveBuiltApp } from '../example/built-app'
import { type NxRun, runNx } from '../example/nx-run'
import { startBrowser } from '../kit/browser'
import { nixForRepository } from '../sandboxed-nix/nix-for-repository'

// Builds the example twice with Nx, the second time from its cache, and shows the page that came out.

const root = join(__dirname, '..', '..')
const buildExample = ['run-many', '--target=build', '--projects=apps/*']

async function main(): Promise<number> {
  const builder = isNixAsked() ? await prepareNixBuilder() : CARGO
  heading(
    `nx run-many -t build: crates with ${builder.name}, one of them to WebAssembly; TypeScript libraries; the web app`,
  )
  const { env } = builder
  const first = await runNx(root, buildExample, { env })
  report('first run', first)
  if (!first.success) return 1

  heading('the same again')
  const second = await runNx(root, buildExample, { quiet: true, env })
  report('second run', second)
  if (!second.success || second.tasks.length === 0 || second.tasks.some(({ cached }) => !cached)) {
    console.error(`${second.output}\nThe second run should have taken everything from the cache.`)
    return 1
  }

  heading('the page')
  await showPage(join(root, 'dist', 'demo.png'))
  return 0
}

interface Builder {
  readonly name: string
  readonly env: Readonly<Record<string, string>>
}

/** Also where there is Nix: with a store that has nothing yet, Nix would first download a toolchain. */
const CARGO: Builder = { name: 'cargo', env: { NX_CRANE_BUILDER: process.env.NX_CRANE_BUILDER ?? 'cargo' } }

async function prepareNixBuilder(): Promise<Builder> {
  const { env, what } = await nixForRepository(root)
  console.log(`Nix: ${what}`)
  return { name: 'Nix, each a derivation', env: { ...env, NX_CRANE_BUILDER: 'nix' } }
}

function isNixAsked(): boolean {
  try {
    return parseArgs({ options: { nix: { type: 'boolean', default: false } } }).values.nix
  } catch {
    console.error('usage: npm run demo [-- --nix]\n  --nix   builds the crates through derivations')
    process.exit(2)
  }
}

function heading(text: string): void {
  console.log(`\n── ${text}\n`)
}

function report(name: string, { seconds, tasks }: NxRun): void {
  const cached = tasks.filter((task) => task.cached).length
  console.log(`${name}: ${seconds.toFixed(1)} s, ${cached} of ${tasks.length} tasks from the cache`)
}

async function showPage(picture: string): Promise<void> {
  const app = await serveBuiltApp(root)
  const browser = await startBrowser()
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  await page.goto(app.url)
  await page.locator('html[data-ready="true"]').waitFor()
  mkdirSync(join(picture, '..'), { recursive: true })
  await page.screenshot({ path: picture })
  const facts = await page.locator('#facts > div').allInnerTexts()
  await browser.close()
  console.log(`a picture of it: ${relative(process.cwd(), picture)}`)
  console.log(`what it says: ${facts.map((fact) => fact.replace(/\s+/g, ' ')).join(' · ')}`)

  const opener = pageOpener()
  if (opener === undefined) {
    console.log('to look at it yourself: npx vite preview apps/web')
    return app.close()
  }
  spawn(opener, [app.url], { stdio: 'ignore', detached: true })
    .once('error', () => undefined)
    .unref()
  console.log(`open in your browser: ${app.url} (Ctrl-C ends it)`)
  await new Promise<void>((done) => process.once('SIGINT', () => done()))
  await app.close()
}

/** Only where somebody sits before a screen. */
function pageOpener(): string | undefined {
  if (!process.stdout.isTTY || process.env.CI) return undefined
  if (process.platform === 'darwin') return 'open'
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? 'xdg-open' : undefined
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
