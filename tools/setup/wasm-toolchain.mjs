import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDirectory } from './cache-directory.mjs'
import { hasDebianPackages, installDebianPrefix } from './debian-prefix.mjs'
import { withInstallLock } from './install-lock.mjs'
import { findProgram, isExecutable, outputOf, run } from './program.mjs'
import { SetupError } from './setup-error.mjs'

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
  if (host !== undefined || (!fromDistribution && addTarget(root))) return await prepareBindgen(root, prefix)
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
    installDebianPrefix(prefix, { verify: verifyPrograms })
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

/**
 * The wasm-bindgen CLI must be of exactly the version in Cargo.lock. cargo writes the program last, so a killed
 * install leaves none.
 * @param {string} root @param {string} prefix
 */
async function prepareBindgen(root, prefix) {
  const version = lockedBindgen(root)
  if (version === undefined) return { ready: true, what: 'rustc on PATH' }
  const own = join(cacheDirectory(), 'wasm-bindgen', version)
  const programs = ['wasm-bindgen', join(own, 'bin', 'wasm-bindgen'), join(prefix, 'bin', 'wasm-bindgen')]
  const found = () =>
    programs.find((program) => outputOf(program, ['--version'])?.trim() === `wasm-bindgen ${version}`)
  const before = found()
  if (before !== undefined) return { ready: true, what: `rustc on PATH, wasm-bindgen ${version}` }
  await withInstallLock(`${own}.lock`, () => {
    if (found() !== undefined) return
    console.log(`set-up: wasm toolchain: cargo install wasm-bindgen-cli ${version} (a few minutes, once) …`)
    const args = ['install', 'wasm-bindgen-cli', '--version', `=${version}`, '--locked', '--root', own]
    run('cargo', args, { cwd: tmpdir(), hint: 'crates.io must be reachable once' })
  })
  return { ready: false, what: `rustc on PATH, wasm-bindgen ${version} installed` }
}

/** @param {string} root */
function lockedBindgen(root) {
  const lock = join(root, 'Cargo.lock')
  if (!existsSync(lock)) return undefined
  return /^name = "wasm-bindgen"\r?\nversion = "([0-9][0-9A-Za-z.+-]*)"/m.exec(
    readFileSync(lock, 'utf8'),
  )?.[1]
}

/**
 * Compiles, optimises and runs a real function, and a host program as build scripts are.
 * @param {string} programs the directory that holds them
 */
function verifyPrograms(programs) {
  const directory = mkdtempSync(join(tmpdir(), 'nx-crane-verify-'))
  const hint = 'the installed toolchain does not work here; add the target with rustup instead'
  const program = (/** @type {string} */ name, /** @type {string[]} */ ...args) =>
    run(join(programs, name), args, { cwd: directory, hint })
  try {
    writeFileSync(
      join(directory, 'sum.rs'),
      '#[no_mangle] pub extern "C" fn sum(a: i32, b: i32) -> i32 { a + b }\n',
    )
    writeFileSync(join(directory, 'host.rs'), 'fn main() { println!("{:?}", std::env::args().count()) }\n')
    program('rustc', '--crate-type', 'cdylib', '-O', '--target', wasmTarget, 'sum.rs')
    program('wasm-opt', '-all', '-O', 'sum.wasm', '-o', 'sum.opt.wasm')
    const bytes = new Uint8Array(readFileSync(join(directory, 'sum.opt.wasm')))
    const { sum } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports
    if (typeof sum !== 'function' || sum(2, 3) !== 5)
      throw new SetupError('the compiled wasm function is wrong', { hint })
    program('rustc', 'host.rs')
    run(join(directory, 'host'), [], { hint })
    for (const name of ['cargo', 'wasm-bindgen', 'wasm-pack']) program(name, '--version')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
