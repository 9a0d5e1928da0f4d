import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDirectory } from './cache-directory.mjs'
import { openDebianArchive } from './debian-archive.mjs'
import { hasDebianPackages } from './debian-prefix.mjs'
import { patchPrograms } from './elf-patch.mjs'
import { withInstallLock } from './install-lock.mjs'
import { findProgram, isExecutable, run } from './program.mjs'
import { SetupError } from './setup-error.mjs'

// Debian 12 has Nix 2.8, which cannot evaluate crane.
const suite = 'testing'
const hint = 'install Nix 2.31 or newer by hand (https://nixos.org/download) and run this again'

/** Where a Nix of our own is installed. */
export function nixPrefix() {
  return join(cacheDirectory(), 'nix')
}

/**
 * Nix, for the check of our store paths against it. The one on PATH is preferred; else Debian's in a private prefix, with
 * its own libraries. It is asked only about stores in temporary folders: no /nix is made, no daemon, no user.
 */
export async function prepareNix() {
  const found = findProgram('nix-instantiate')
  if (found !== undefined) return { ready: true, what: found }
  const prefix = nixPrefix()
  const isInstalled = () => isExecutable(join(prefix, 'bin', 'nix-instantiate'))
  if (isInstalled()) return { ready: true, what: prefix }
  if (!hasDebianPackages()) throw new SetupError('no Nix on PATH', { hint })
  const installed = await withInstallLock(`${prefix}.lock`, () => {
    if (isInstalled()) return false // by the set-up that held the lock before us
    console.log(`set-up: nix: installing from Debian's packages into ${prefix} (half a minute) …`)
    install(prefix)
    return true
  })
  return { ready: !installed, what: prefix }
}

/** `prefix/bin` appears last, after Nix has worked, so a prefix with a `bin` is a whole one. @param {string} prefix */
function install(prefix) {
  // Held under the lock: what lies there was left by a killed set-up.
  const partial = `${prefix}.partial`
  for (const leftover of [prefix, partial, `${partial}-apt`])
    rmSync(leftover, { recursive: true, force: true })
  try {
    unpack(partial, `${partial}-apt`)
    patchPrograms(partial, { for: prefix })
    mkdirSync(dirname(prefix), { recursive: true })
    renameSync(partial, prefix)
    run(join(prefix, 'usr', 'bin', 'nix-instantiate'), ['--version'], { hint })
    exposePrograms(prefix)
  } catch (error) {
    for (const unfinished of [prefix, partial]) rmSync(unfinished, { recursive: true, force: true })
    throw error
  }
}

/** @param {string} directory @param {string} state of an apt of our own, gone afterwards */
function unpack(directory, state) {
  mkdirSync(directory, { recursive: true })
  mkdirSync(state, { recursive: true })
  try {
    for (const file of openDebianArchive(state, suite).download(['nix-bin', 'patchelf']))
      run('dpkg-deb', ['-x', file, directory], { hint: 'is there room left on the disk?' })
  } finally {
    rmSync(state, { recursive: true, force: true })
  }
  // Perl comes along for a program that nobody calls.
  rmSync(join(directory, 'usr', 'share'), { recursive: true, force: true })
  const programs = join(directory, 'usr', 'bin')
  for (const name of readdirSync(programs))
    if (!/^(?:nix.*|patchelf)$/.test(name)) rmSync(join(programs, name), { force: true })
}

/** @param {string} prefix */
function exposePrograms(prefix) {
  const partial = join(prefix, 'bin.partial')
  mkdirSync(partial, { recursive: true })
  for (const name of readdirSync(join(prefix, 'usr', 'bin')).filter((name) => name.startsWith('nix')))
    symlinkSync(join('..', 'usr', 'bin', name), join(partial, name))
  renameSync(partial, join(prefix, 'bin'))
}
