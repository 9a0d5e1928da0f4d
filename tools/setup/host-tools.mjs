import { installPackages, mayInstallPackages } from './debian-packages.mjs'
import { findProgram } from './program.mjs'
import { SetupError } from './setup-error.mjs'

/** cargo, and the C compiler that it links with. */
export function prepareHostTools() {
  if (findProgram('cargo') === undefined || findProgram('rustc') === undefined) {
    throw new SetupError('cargo is not on PATH', {
      hint: 'install Rust with rustup (https://rustup.rs), open a new shell and run this again',
    })
  }
  const compiler = findProgram('cc', 'gcc', 'clang')
  if (compiler !== undefined) return { ready: true, what: `cargo and ${compiler}` }
  if (!mayInstallPackages()) {
    throw new SetupError('no C compiler on PATH, and cargo links with one', {
      hint: 'install gcc and libc6-dev (Debian), or the command line tools of your system, and run this again',
    })
  }
  installPackages(['gcc', 'libc6-dev'])
  return { ready: false, what: 'installed gcc' }
}
