#!/usr/bin/env node
// Makes a bare clone ready: npm packages, the nx-crane command, a wasm toolchain, Nix, a browser. Runs before `npm ci`, so
// Node's own modules only.
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { aside } from './aside.mjs'
import { prepareCommand } from './command.mjs'
import { prepareHostTools } from './host-tools.mjs'
import { prepareNix } from './nix.mjs'
import { prepareNpmPackages } from './npm-packages.mjs'
import { prepareSandboxTools } from './sandbox-tools.mjs'
import { SetupError } from './setup-error.mjs'
import { prepareVitePlugin } from './vite-plugin.mjs'
import { prepareWasmToolchain } from './wasm-toolchain.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const usage = `usage: node tools/setup/main.mjs [--from-distribution] [--without NAME,NAME] [--quiet]
  --from-distribution   take the wasm toolchain from Debian's packages even where rustup could add the target
  --without             leave out nix or browser: what is to run does not need them
  --quiet               say nothing about what is ready already`

const options = parseOptions()

/** @typedef {() => {ready: boolean, what: string} | Promise<{ready: boolean, what: string}>} Prepare */

// npm waits for the network and toolchains do too: at once. What fails is told of when its turn comes.
const npmPackages = prepareNpmPackages(root)
npmPackages.catch(() => undefined)
/** @type {ReturnType<Prepare> | undefined} */
let browser

/** Without what is `optional` everything works, some of it in another way. @type {[string, Prepare, 'optional'?][]} */
const steps = [
  ['compiler', () => prepareCompiler()],
  ['wasm toolchain', () => prepareWasmToolchain({ root, fromDistribution: options['from-distribution'] })],
  ['browser', () => browser ?? aside('./browser.mjs', 'prepareBrowser')],
  ['nix', () => prepareNixAndSandbox(), 'optional'],
  ['npm packages', () => npmPackages],
  ['Vite plugin', () => prepareVitePlugin(root)],
  ['nx-crane', () => prepareCommand(root)],
]

for (const [name, prepare, optional] of steps.filter(([name]) => !options.without.includes(name))) {
  const started = Date.now()
  try {
    const state = await prepare()
    const seconds = ((Date.now() - started) / 1000).toFixed(1)
    if (!state.ready) console.log(`set-up: ${name}: ${state.what} (${seconds} s)`)
    else if (!options.quiet) console.log(`set-up: ${name}: ${state.what}`)
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    const going = optional === undefined ? '' : '; cargo builds without it'
    console.error(`set-up: ${name}: ${error.message}${going}\n  ${error.hint}`)
    if (optional === undefined) {
      // They would go on by themselves.
      await Promise.allSettled([npmPackages, browser])
      process.exit(1)
    }
  }
}

/** Packages of the system are installed by one at a time: after those of the compiler, and before those for Nix, the browser's. */
function prepareCompiler() {
  const state = prepareHostTools()
  if (options.without.includes('browser')) return state
  browser = aside('./browser.mjs', 'prepareBrowser')
  browser.catch(() => undefined)
  return state
}

async function prepareNixAndSandbox() {
  const nix = await prepareNix()
  const tools = prepareSandboxTools()
  return { ready: nix.ready && tools.ready, what: `${nix.what}, ${tools.what}` }
}

function parseOptions() {
  /** @param {string} fault @returns {never} */
  const refuse = (fault) => {
    console.log(`${fault}\n${usage}`)
    process.exit(2)
  }
  try {
    const flag = /** @type {const} */ ({ type: 'boolean', default: false })
    const { without, ...flags } = parseArgs({
      options: {
        'from-distribution': flag,
        quiet: flag,
        help: flag,
        without: { type: 'string', default: '' },
      },
    }).values
    if (flags.help) {
      console.log(usage)
      process.exit(0)
    }
    const names = without.split(',').filter((name) => name !== '')
    const unknown = names.find((name) => !['nix', 'browser'].includes(name))
    if (unknown !== undefined) return refuse(`--without: ${unknown} cannot be left out`)
    return { ...flags, without: names }
  } catch (error) {
    return refuse(/** @type {Error} */ (error).message)
  }
}
