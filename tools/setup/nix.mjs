import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheDirectory } from './cache-directory.mjs'
import { openDebianArchive } from './debian-archive.mjs'
import { hasDebianPackages } from './debian-prefix.mjs'
import { patchPrograms } from './elf-patch.mjs'
import { withInstallLock } from './install-lock.mjs'
import { findProgram, isExecutable, outputOf, run } from './program.mjs'
import { SetupError } from './setup-error.mjs'

/** crane's changelog drops what is older. Debian 12 has 2.8. */
const oldest = '2.31.2'
const suite = 'testing'
const hint =
  "install Nix as https://nixos.org/download says: sh <(curl --proto '=https' --tlsv1.2 -L https://nixos.org/nix/install) --daemon"

/** Where a Nix of our own is installed. */
export function nixPrefix() {
  return join(cacheDirectory(), 'nix')
}

/**
 * Nix, for what is built through derivations and for the checks of our store paths against it. The one on PATH is
 * preferred where it is new enough; else Debian's in a private prefix, with its own libraries. It is asked only about stores in
 * temporary folders and in the cache directory: no /nix is made, no daemon, no user.
 */
export async function prepareNix() {
  const onPath = nixOnPath()
  if (onPath?.isNew) return { ready: true, what: `Nix ${onPath.version} on PATH`, programs: onPath.programs }
  const unused =
    onPath === undefined ? '' : `; Nix ${onPath.version} on PATH is older than ${oldest} and not used`
  const prefix = nixPrefix()
  const programs = join(prefix, 'bin')
  const isInstalled = () => isExecutable(join(programs, 'nix-instantiate'))
  const what = prefix + unused
  if (isInstalled()) return { ready: true, what, programs }
  if (!hasDebianPackages()) throw new SetupError(`no Nix ${oldest} or newer on PATH${unused}`, { hint })
  const installed = await withInstallLock(`${prefix}.lock`, () => {
    if (isInstalled()) return false // by the set-up that held the lock before us
    console.log(`set-up: nix: installing from Debian's packages into ${prefix} (half a minute) …`)
    install(prefix)
    return true
  })
  return { ready: !installed, what, programs }
}

/** Why Nix cannot be had here, neither found nor installed; undefined where it can. */
export function nixObstacle() {
  const isThere = nixOnPath()?.isNew || isExecutable(join(nixPrefix(), 'bin', 'nix-instantiate'))
  return isThere || hasDebianPackages() ? undefined : `there is no Nix ${oldest} or newer`
}

function nixOnPath() {
  const found = findProgram('nix-instantiate')
  if (found === undefined) return undefined
  // `nix-instantiate (Nix) 2.34.8`; other builds of Nix put a name and a version of their own into the parentheses.
  const version = /(\d+(?:\.\d+)+)\S*\s*$/.exec(outputOf(found, ['--version']) ?? '')?.[1]
  if (version === undefined) return undefined
  const isNew = version.localeCompare(oldest, 'en', { numeric: true }) >= 0
  return { programs: dirname(found), version, isNew }
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
