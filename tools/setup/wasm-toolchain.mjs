import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDirectory } from './cache-directory.mjs'
import { hasDebianPackages } from './debian-prefix.mjs'
import { installDebianToolchain } from './debian-toolchain.mjs'
import { withInstallLock } from './install-lock.mjs'
import { findProgram, isExecutable, outputOf } from './program.mjs'
import { SetupError } from './setup-error.mjs'
import { prepareBindgen } from './wasm-bindgen.mjs'

const wasmTarget = 'wasm32-unknown-unknown'

/**
 * A rustc that owns the wasm32 target, and the wasm-bindgen CLI of the lock file's version. The rustc on PATH is
 * preferred, with the target added by rustup; else Debian's programs in a private prefix, which touch nothing else.
 * @param {{root: string, fromDistribution: boolean}} options
 */
export async function prepareWasmToolchain({ root, fromDistribution }) {
  const prefix = join(cacheDirectory(), 'wasm-toolchain')
  const host = fromDistribution ? undefined : hostRustc(root)
  if (host === undefined && isExecutable(join(prefix, 'bin', 'rustc'))) return { ready: true, what: prefix }
  if (host !== undefined || (!fromDistribution && addTarget(root))) {
    const bindgen = await prepareBindgen(root, { others: [join(prefix, 'bin')] })
    return {
      ready: bindgen.ready,
      what: ['rustc on PATH', bindgen.what].filter((part) => part !== '').join(', '),
    }
  }
  if (!hasDebianPackages()) {
    throw new SetupError(`no rustc here compiles to ${wasmTarget}`, {
      hint: `run "rustup target add ${wasmTarget}" where the network allows it, and run this again`,
    })
  }
  const installed = await withInstallLock(`${prefix}.lock`, () => {
    if (isExecutable(join(prefix, 'bin', 'rustc'))) return false // by the set-up that held the lock before us
    console.log(
      `set-up: wasm toolchain: installing from Debian's packages into ${prefix} (a minute or two) …`,
    )
    installDebianToolchain(prefix)
    return true
  })
  return { ready: !installed, what: prefix }
}

/** @param {string} root */
function hostRustc(root) {
  const libraries = outputOf('rustc', ['--print', 'target-libdir', '--target', wasmTarget], {
    cwd: root,
  })?.trim()
  if (libraries === undefined || !existsSync(libraries)) return undefined
  return readdirSync(libraries).some((name) => name.startsWith('libcore-')) ? 'rustc' : undefined
}

/** @param {string} root */
function addTarget(root) {
  if (findProgram('rustup') === undefined) return false
  console.log(`set-up: wasm toolchain: rustup target add ${wasmTarget} …`)
  outputOf('rustup', ['target', 'add', wasmTarget], { cwd: root, timeout: 120_000 })
  return hostRustc(root) !== undefined
}
