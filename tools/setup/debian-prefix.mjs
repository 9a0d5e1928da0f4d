import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { openDebianArchive } from './debian-archive.mjs'
import { patchPrograms } from './elf-patch.mjs'
import { findProgram, run } from './program.mjs'

/** Debian's rustc is new enough there. */
export const suite = 'testing'

/** True on a Debian whose packages can be downloaded and unpacked; root is not needed. */
export function hasDebianPackages() {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return (
    /^ID="?debian"?$/m.test(release) &&
    findProgram('apt-get') !== undefined &&
    findProgram('dpkg-deb') !== undefined
  )
}

/** @typedef {ReturnType<typeof openDebianArchive>} DebianArchive */

/**
 * Puts packages of Debian, with their own libc and libraries, below `prefix`; the host stays as it is.
 * Everything is unpacked and patched in a directory beside and moved into place; `prefix/bin`, which has `programs`, appears last, after
 * `verify` has passed, so a prefix with a `bin` is a whole one. The prefix cannot be moved afterwards.
 * @param {string} prefix
 * @param {object} options
 * @param {(archive: DebianArchive) => readonly string[]} options.packages
 * @param {readonly string[]} options.programs only those that are asked for: a compiler for the host beside them would be found first
 * @param {(directory: string) => void} [options.complete] makes what the packages lack, before they are in their place
 * @param {(programs: string) => void} options.verify
 */
export function installDebianPrefix(prefix, { packages, programs, complete = () => {}, verify }) {
  removeLeftovers(prefix)
  const partial = `${prefix}.partial-${process.pid}`
  mkdirSync(partial, { recursive: true })
  try {
    unpackPackages(partial, { state: `${partial}-apt`, packages })
    patchPrograms(partial, { for: prefix })
    complete(partial)
    rmSync(prefix, { recursive: true, force: true })
    renameSync(partial, prefix)
    verify(join(prefix, 'usr', 'bin'))
    exposePrograms(prefix, programs)
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

/**
 * @param {string} directory
 * @param {{state: string, packages: (archive: DebianArchive) => readonly string[]}} options `state`: of an apt of our own, gone afterwards
 */
function unpackPackages(directory, { state, packages }) {
  mkdirSync(state, { recursive: true })
  try {
    const archive = openDebianArchive(state, suite)
    for (const file of archive.download(packages(archive))) {
      run('dpkg-deb', ['-x', file, directory], { hint: 'is there room left on the disk?' })
    }
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
  for (const unused of ['doc', 'man', 'locale'])
    rmSync(join(directory, 'usr', 'share', unused), { recursive: true, force: true })
}

/** @param {string} prefix @param {readonly string[]} programs */
function exposePrograms(prefix, programs) {
  const partial = join(prefix, 'bin.partial')
  mkdirSync(partial, { recursive: true })
  for (const name of programs) symlinkSync(join('..', 'usr', 'bin', name), join(partial, name))
  renameSync(partial, join(prefix, 'bin'))
}
