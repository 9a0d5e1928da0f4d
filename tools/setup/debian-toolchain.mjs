import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { installDebianPrefix, suite } from './debian-prefix.mjs'
import { run } from './program.mjs'
import { SetupError } from './setup-error.mjs'

const wasmTarget = 'wasm32-unknown-unknown'
const library = 'libstd-rust-dev-wasm32'
const packages = ['rustc', 'cargo', library, 'wasm-bindgen', 'wasm-pack', 'binaryen', 'patchelf']
const programs = ['rustc', 'cargo', 'wasm-bindgen', 'wasm-pack', 'wasm-opt']

/** Puts Debian's compiler for wasm, and the programs that go with it, below `prefix`. @param {string} prefix */
export function installDebianToolchain(prefix) {
  installDebianPrefix(prefix, {
    packages: (archive) => [...packages, archive.linkerFor(library)],
    programs,
    complete: linkWasmLinker,
    verify: verifyPrograms,
  })
}

/** Debian's rustc links wasm32 with "rust-lld", which Debian does not ship: it is lld by another name. @param {string} prefix */
function linkWasmLinker(prefix) {
  const llvm = readdirSync(join(prefix, 'usr', 'lib')).filter((name) => /^llvm-\d+$/.test(name))
  const linker = llvm
    .map((name) => join(prefix, 'usr', 'lib', name, 'bin', 'lld'))
    .find((path) => existsSync(path))
  const hosts = readdirSync(join(prefix, 'usr', 'lib', 'rustlib')).filter((name) => name.includes('-linux-'))
  if (linker === undefined || hosts.length === 0) {
    throw new SetupError(
      `Debian's packages hold no ${linker === undefined ? 'lld' : 'Rust standard library'}`,
      {
        hint: `the suite "${suite}" has changed; add the target with rustup instead`,
      },
    )
  }
  for (const host of hosts) {
    const directory = join(prefix, 'usr', 'lib', 'rustlib', host, 'bin')
    mkdirSync(directory, { recursive: true })
    const link = join(directory, 'rust-lld')
    if (lstatSync(link, { throwIfNoEntry: false }) === undefined)
      symlinkSync(relative(directory, realpathSync(linker)), link)
  }
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
