import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { openDebianArchive } from './debian-archive.mjs'
import { patchPrograms } from './elf-patch.mjs'
import { findProgram, run } from './program.mjs'
import { SetupError } from './setup-error.mjs'

const suite = 'testing'
const packages = [
  'rustc',
  'cargo',
  'libstd-rust-dev-wasm32',
  'wasm-bindgen',
  'wasm-pack',
  'binaryen',
  'patchelf',
]
const programs = ['rustc', 'cargo', 'wasm-bindgen', 'wasm-pack', 'wasm-opt']

/** True on a Debian whose packages can be downloaded and unpacked; root is not needed. */
export function hasDebianPackages() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return (
    /^ID="?debian"?$/m.test(release) &&
    findProgram('apt-get') !== undefined &&
    findProgram('dpkg-deb') !== undefined
  )
}

/**
 * Puts Debian's wasm toolchain, with its own libc and libraries, below `prefix`; the host stays as it is.
 * Everything is unpacked and patched in a directory beside and moved into place; `prefix/bin` appears last, after
 * `verify` has passed, so a prefix with a `bin` is a whole one. The prefix cannot be moved afterwards.
 * @param {string} prefix @param {{verify: (programs: string) => void}} options
 */
export function installDebianPrefix(prefix, { verify }) {
  removeLeftovers(prefix)
  const partial = `${prefix}.partial-${process.pid}`
  mkdirSync(partial, { recursive: true })
  try {
    unpackPackages(partial, `${partial}-apt`)
    patchPrograms(partial, { for: prefix })
    linkWasmLinker(partial)
    rmSync(prefix, { recursive: true, force: true })
    renameSync(partial, prefix)
    verify(join(prefix, 'usr', 'bin'))
    exposePrograms(prefix)
  } catch (error) {
    rmSync(partial, { recursive: true, force: true })
    rmSync(prefix, { recursive: true, force: true })
    throw error
  }
}

/** Called under the install lock: whatever lies beside the prefix was left by a killed set-up. @param {string} prefix */
function removeLeftovers(prefix) {
  for (const name of existsSync(dirname(prefix)) ? readdirSync(dirname(prefix)) : []) {
    if (name.startsWith(`${basename(prefix)}.partial-`))
      rmSync(join(dirname(prefix), name), { recursive: true, force: true })
  }
}

/** @param {string} directory @param {string} state of an apt of our own, gone afterwards */
function unpackPackages(directory, state) {
  mkdirSync(state, { recursive: true })
  try {
    const archive = openDebianArchive(state, suite)
    for (const file of archive.download([...packages, archive.linkerFor('libstd-rust-dev-wasm32')])) {
      run('dpkg-deb', ['-x', file, directory], { hint: 'is there room left on the disk?' })
    }
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
  for (const unused of ['doc', 'man', 'locale'])
    rmSync(join(directory, 'usr', 'share', unused), { recursive: true, force: true })
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

/** Only what wasm builds need: a compiler for the host in the same directory would be found first. @param {string} prefix */
function exposePrograms(prefix) {
  const partial = join(prefix, 'bin.partial')
  mkdirSync(partial, { recursive: true })
  for (const name of programs) symlinkSync(join('..', 'usr', 'bin', name), join(partial, name))
  renameSync(partial, join(prefix, 'bin'))
}
