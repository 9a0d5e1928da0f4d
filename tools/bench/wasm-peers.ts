import { cpSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { BenchContext } from './bench-context'
import { cargoProgram } from './cargo-program'
import { EditedPage } from './edited-page'
import { installedPackages } from './installed-packages'
import { runCommands } from './run-commands'
import { ServerProcess } from './server-process'
import { prepareApp } from './wasm-app'
import { wasmEnvironment, wasmPackCommand } from './wasm-tools'
import { copyWasmWorkspace } from './wasm-workspace'

/** Another tool that brings a wasm crate into a page. */
export interface WasmPeer {
  readonly name: string
  /** Throws why it does not run here. */
  open(context: BenchContext, browser: Browser): Promise<Pick<EditedPage, 'edit'> & AsyncDisposable>
}

export const WASM_PEERS: readonly WasmPeer[] = [
  {
    name: 'vite-plugin-wasm-pack, build and reload by hand',
    open: openWasmPackPlugin,
  },
  { name: 'vite-plugin-rsw and rsw watch', open: openRsw },
]

const VERSIONS = { 'vite-plugin-wasm-pack': '0.1.12', 'vite-plugin-rsw': '2.0.11' } as const

/** It finds the package when Vite starts, and watches nothing: what was edited is built, and the page loaded, by whoever edits. */
async function openWasmPackPlugin(context: BenchContext, browser: Browser): Promise<EditedPage> {
  const root = copyWasmWorkspace(join(context.scratch, 'wasm-page-wasm-pack'))
  const build = await wasmPackCommand(root, context, ['--target', 'web'])
  if ('reason' in build) throw new Error(build.reason)
  const app = prepareApp(root, {
    // As a single-page application Vite 8 would answer the request for the module with index.html.
    config: `import wasmPack from 'vite-plugin-wasm-pack'\n\nexport default { appType: 'mpa', plugins: [wasmPack(['../crates/counter'])] }\n`,
    modules: peerModules('vite-plugin-wasm-pack'),
    script: SCRIPT,
  })
  await runCommands([build])
  const byHand = async (page: { reload(options: { waitUntil: 'commit' }): Promise<unknown> }) => {
    await runCommands([build])
    await page.reload({ waitUntil: 'commit' })
  }
  return EditedPage.open({ root, app, browser, byHand })
}

/** `rsw watch` builds with wasm-pack; Vite loads the page again because what it writes lies below Vite's root. */
async function openRsw(context: BenchContext, browser: Browser) {
  const root = copyWasmWorkspace(join(context.scratch, 'wasm-page-rsw'))
  const build = await wasmPackCommand(root, context, [])
  if ('reason' in build) throw new Error(build.reason)
  const directory = await cargoProgram({ name: 'rsw', version: '0.8.0' }, context)
  const app = prepareApp(root, {
    config: `import { ViteRsw } from 'vite-plugin-rsw'\n\nexport default { plugins: [ViteRsw()] }\n`,
    modules: peerModules('vite-plugin-rsw'),
    script: SCRIPT,
  })
  // Both read `.rsw` of the directory they run in, and see crates below it only.
  cpSync(app, root, { recursive: true })
  symlinkSync(join(root, 'crates/counter/pkg'), join(root, 'node_modules/counter'))
  writeFileSync(join(root, 'rsw.toml'), RSW)
  const env = wasmEnvironment([dirname(build.program)])
  const command = { program: join(directory, 'rsw'), args: ['watch'], cwd: root, env }
  const watcher = await ServerProcess.start(command, /(rsw::watch\] counter\n)/)
  try {
    const page = await EditedPage.open({ root, app: root, browser })
    return {
      edit: (revision: number) => page.edit(revision),
      [Symbol.asyncDispose]: async () => {
        await page[Symbol.asyncDispose]()
        await watcher[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await watcher[Symbol.asyncDispose]()
    throw error
  }
}

function peerModules(name: keyof typeof VERSIONS): Record<string, string> {
  const modules = installedPackages(`${name}-${VERSIONS[name]}`, { [name]: VERSIONS[name] })
  return { [name]: join(modules, name) }
}

/** With the glue for pages, which both of them want. */
const SCRIPT = `import start, { revision } from 'counter'

await start()
document.getElementById('revision').textContent = revision()
`

const RSW = `name = "rsw"
version = "0.1.0"
interval = 50
cli = "npm"

[[crates]]
name = "counter"
root = "crates"
`
