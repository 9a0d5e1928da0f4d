import { installPackages, mayInstallPackages } from './debian-packages.mjs'
import { findProgram } from './program.mjs'
import { SetupError } from './setup-error.mjs'

/** What the stand-in for nixpkgs has as its C compiler. */
export const COMPILERS = 'ar as c++ cc g++ gcc ld nm objcopy objdump ranlib strip'.split(' ')
const packages = ['binutils', 'g++', 'gcc', 'jq', 'zstd']

/** The programs of this machine that builds in Nix's sandbox use where the network has no nixpkgs, besides Rust's. */
export const SANDBOX_TOOLS = [...COMPILERS, 'jq', 'zstd']

/** Finds them, and installs them where that may be done. Elsewhere than on Linux they are not used. */
export function prepareSandboxTools() {
  if (process.platform !== 'linux') return { ready: true, what: 'real inputs only' }
  const missing = SANDBOX_TOOLS.filter((name) => findProgram(name) === undefined)
  if (missing.length === 0) return { ready: true, what: 'programs for its sandbox' }
  if (!mayInstallPackages()) {
    throw new SetupError(`builds in Nix's sandbox need ${missing.join(', ')} on PATH`, {
      hint: `install ${packages.join(', ')} (Debian's names) and run this again`,
    })
  }
  installPackages(packages)
  return { ready: false, what: `installed ${packages.join(', ')}` }
}
