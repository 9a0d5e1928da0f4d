import { findProgram, outputOf, run } from './program.mjs'

/** True where set-up may install Debian packages by itself: root on a system with apt. */
export function mayInstallPackages() {
  return process.getuid?.() === 0 && findProgram('apt-get') !== undefined
}

/** @param {readonly string[]} packages */
export function installPackages(packages) {
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    hint: `install ${packages.join(', ')} by hand and run this again`,
  }
  const install = ['install', '-qq', '-y', '--no-install-recommends', ...packages]
  try {
    run('apt-get', install, options)
  } catch {
    // A fresh image has no package lists, an old one has stale ones. One unreachable source does not spoil the rest.
    outputOf('apt-get', ['update', '-qq'])
    run('apt-get', install, options)
  }
}
