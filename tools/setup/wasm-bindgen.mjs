import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDirectory } from './cache-directory.mjs'
import { hasDebianPackages, installDebianPrefix } from './debian-prefix.mjs'
import { withInstallLock } from './install-lock.mjs'
import { outputOf, run } from './program.mjs'
import { SetupError } from './setup-error.mjs'

/**
 * The wasm-bindgen CLI of exactly the version in Cargo.lock: found on PATH or where one was installed before, else unpacked from
 * Debian's packages where they have that version, which takes seconds, else compiled.
 * @param {string} root
 * @param {{others: readonly string[]}} options `others`: further directories that may have it
 * @returns {Promise<{ready: boolean, what: string}>} nothing is said where the lock names none
 */
export async function prepareBindgen(root, { others }) {
  const version = lockedBindgen(root)
  if (version === undefined) return { ready: true, what: '' }
  const own = join(cacheDirectory(), 'wasm-bindgen', version)
  const places = [join(own, 'bin'), ...others].map((directory) => join(directory, 'wasm-bindgen'))
  const isThere = () => ['wasm-bindgen', ...places].some((program) => isBindgen(program, version))
  if (isThere()) return { ready: true, what: `wasm-bindgen ${version}` }
  const from = await withInstallLock(`${own}.lock`, () => {
    if (isThere()) return '' // by the set-up that held the lock before us
    if (unpackBindgen(own, version)) return " from Debian's packages"
    compileBindgen(own, version)
    return ''
  })
  return { ready: false, what: `wasm-bindgen ${version} installed${from}` }
}

/** @param {string} root */
function lockedBindgen(root) {
  const lock = join(root, 'Cargo.lock')
  if (!existsSync(lock)) return undefined
  return /^name = "wasm-bindgen"\r?\nversion = "([0-9][0-9A-Za-z.+-]*)"/m.exec(
    readFileSync(lock, 'utf8'),
  )?.[1]
}

/** @param {string} program @param {string} version */
function isBindgen(program, version) {
  return outputOf(program, ['--version'])?.trim() === `wasm-bindgen ${version}`
}

/** Whether Debian's packages had this version, and it runs here. @param {string} own @param {string} version */
function unpackBindgen(own, version) {
  if (!hasDebianPackages()) return false
  console.log(
    `set-up: wasm toolchain: unpacking wasm-bindgen ${version} from Debian's packages into ${own} …`,
  )
  try {
    installDebianPrefix(own, {
      packages(archive) {
        // Debian's own versions of it are called 0.2.108+ds-3.
        const offered = archive.versionOf('wasm-bindgen')
        if (offered?.split(/[+~-]/)[0] === version) return ['wasm-bindgen', 'patchelf']
        throw new SetupError(`Debian has wasm-bindgen ${offered ?? 'not at all'}`, { hint: '' })
      },
      programs: ['wasm-bindgen'],
      complete: removeUnused,
      verify(programs) {
        if (isBindgen(join(programs, 'wasm-bindgen'), version)) return
        throw new SetupError("Debian's wasm-bindgen does not run here", { hint: '' })
      },
    })
    return true
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.log(`set-up: wasm toolchain: ${error.message}`)
    return false
  }
}

/** What came along and is most of the bytes: other programs, and the C library's encodings. @param {string} directory */
function removeUnused(directory) {
  const programs = join(directory, 'usr', 'bin')
  for (const name of readdirSync(programs))
    if (name !== 'wasm-bindgen') rmSync(join(programs, name), { force: true })
  const libraries = join(directory, 'usr', 'lib')
  for (const name of readdirSync(libraries))
    rmSync(join(libraries, name, 'gconv'), { recursive: true, force: true })
}

/**
 * Hardly optimised: that is quicker to compile, and the example's modules are small. cargo writes the program last, so a killed install
 * leaves none.
 * @param {string} own @param {string} version
 */
function compileBindgen(own, version) {
  console.log(`set-up: wasm toolchain: cargo install wasm-bindgen-cli ${version} (a few minutes, once) …`)
  run('cargo', ['install', 'wasm-bindgen-cli', '--version', `=${version}`, '--locked', '--root', own], {
    cwd: tmpdir(),
    env: { CARGO_PROFILE_RELEASE_OPT_LEVEL: '1', ...process.env },
    hint: 'crates.io must be reachable once',
  })
}
