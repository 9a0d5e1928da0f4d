#!/usr/bin/env node
// Makes a bare clone ready: npm packages, a wasm toolchain, Nix, a browser. Runs before `npm ci`, so Node's own modules only.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { prepareBrowser } from './browser.mjs'
import { prepareHostTools } from './host-tools.mjs'
import { prepareNix } from './nix.mjs'
import { prepareNpmPackages } from './npm-packages.mjs'
import { prepareSandboxTools } from './sandbox-tools.mjs'
import { SetupError } from './setup-error.mjs'
import { prepareVitePlugin } from './vite-plugin.mjs'
import { prepareWasmToolchain } from './wasm-toolchain.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const usage = `usage: node tools/setup/main.mjs [--from-distribution] [--quiet]
  --from-distribution   take the wasm toolchain from Debian's packages even where rustup could add the target
  --quiet               say nothing about what is ready already`

const flags = process.argv.slice(2)
const unknown = flags.find((flag) => !['--from-distribution', '--quiet', '--help'].includes(flag))
if (unknown !== undefined || flags.includes('--help')) {
  console.log(unknown === undefined ? usage : `unknown option ${unknown}\n${usage}`)
  process.exit(unknown === undefined ? 0 : 2)
}

/** @typedef {() => {ready: boolean, what: string} | Promise<{ready: boolean, what: string}>} Prepare */

/** Without what is `optional` everything works, some of it in another way. @type {[string, Prepare, 'optional'?][]} */
const steps = [
  ['compiler', () => prepareHostTools()],
  ['npm packages', () => prepareNpmPackages(root)],
  ['Vite plugin', () => prepareVitePlugin(root)],
  [
    'wasm toolchain',
    () => prepareWasmToolchain({ root, fromDistribution: flags.includes('--from-distribution') }),
  ],
  ['nix', () => prepareNixAndSandbox(), 'optional'],
  ['browser', () => prepareBrowser()],
]

for (const [name, prepare, optional] of steps) {
  const started = Date.now()
  try {
    const state = await prepare()
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    if (!state.ready) console.log(`set-up: ${name}: ${state.what} (${seconds} s)`)
    else if (!flags.includes('--quiet')) console.log(`set-up: ${name}: ${state.what}`)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    const going = optional === undefined ? '' : '; cargo builds without it'
    console.error(`set-up: ${name}: ${error.message}${going}\n  ${error.hint}`)
    if (optional === undefined) process.exit(1)
  }
}

async function prepareNixAndSandbox() {
  const nix = await prepareNix()
  const tools = prepareSandboxTools()
  return { ready: nix.ready && tools.ready, what: `${nix.what}, ${tools.what}` }
}
