import { closeSync, existsSync, lstatSync, openSync, readdirSync, readSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { outputOf, run } from './program.mjs'
import { SetupError } from './setup-error.mjs'

const hint = 'patchelf from the same packages failed; add the wasm target with rustup instead'

/**
 * Makes the programs below `directory` use the loader and the libraries that came with them once they are in `for`:
 * the host's libc is older than theirs.
 * @param {string} directory @param {{for: string}} options
 */
export function patchPrograms(directory, options) {
  const loader = findLoader(directory)
  const libraries = libraryDirectories(directory)
  const moved = (/** @type {string} */ path) => options.for + path.slice(directory.length)
  const rpath = libraries.map(moved).join(':')
  // The archive's patchelf needs the archive's libc as well: started through its loader it finds it.
  const patchelf = [loader, '--library-path', libraries.join(':'), join(directory, 'usr', 'bin', 'patchelf')]
  const patch = (/** @type {string[]} */ ...args) =>
    run(patchelf[0] ?? '', [...patchelf.slice(1), ...args], { hint })
  const printed = (/** @type {string[]} */ ...args) =>
    outputOf(patchelf[0] ?? '', [...patchelf.slice(1), ...args])?.trim()

  const own = join(directory, 'usr', 'bin', 'patchelf')
  for (const program of programFiles(directory)) {
    if (program === own || !printed('--print-interpreter', program)) continue
    patch('--set-interpreter', moved(loader), '--force-rpath', '--set-rpath', rpath, program)
  }
  for (const library of libraries.flatMap(filesIn).filter((path) => path.includes('.so') && isElf(path))) {
    // A library's own RUNPATH hides the program's RPATH from what it loads.
    if (printed('--print-rpath', library)) patch('--force-rpath', '--set-rpath', rpath, library)
  }
}

/** @param {string} directory */
function findLoader(directory) {
  const places = ['usr/lib64', 'lib64', 'usr/lib', ...multiarch(directory)].map((place) =>
    join(directory, place),
  )
  const loaders = places
    .filter((place) => existsSync(place))
    .flatMap(filesIn)
    .filter((path) => /\/ld-linux[^/]*\.so\.\d+$/.test(path))
  if (loaders[0] === undefined) throw new SetupError('the packages hold no dynamic loader', { hint })
  return loaders[0]
}

/** @param {string} directory */
function libraryDirectories(directory) {
  const llvm = readdirSync(join(directory, 'usr', 'lib')).filter((name) => /^llvm-\d+$/.test(name))
  return [...multiarch(directory), ...llvm.map((name) => `usr/lib/${name}/lib`)]
    .map((place) => join(directory, place))
    .filter((place) => existsSync(place))
}

/** @param {string} directory */
function multiarch(directory) {
  return readdirSync(join(directory, 'usr', 'lib'))
    .filter((name) => /-linux-gnu[a-z0-9]*$/.test(name))
    .map((name) => `usr/lib/${name}`)
}

/** @param {string} directory */
function programFiles(directory) {
  const llvm = readdirSync(join(directory, 'usr', 'lib')).filter((name) => /^llvm-\d+$/.test(name))
  const places = ['usr/bin', ...llvm.map((name) => `usr/lib/${name}/bin`)].map((place) =>
    join(directory, place),
  )
  const files = places
    .filter((place) => existsSync(place))
    .flatMap((place) => readdirSync(place).map((name) => join(place, name)))
  return [...new Set(files.filter((path) => existsSync(path)).map((path) => realpathSync(path)))].filter(
    isElf,
  )
}

/** Regular files only: a link's target is patched where it lies. @param {string} directory */
function filesIn(directory) {
  return readdirSync(directory)
    .map((name) => join(directory, name))
    .filter((path) => lstatSync(path).isFile())
}

/** @param {string} path */
function isElf(path) {
  const file = openSync(path, 'r')
  try {
    const magic = Buffer.alloc(4)
    return readSync(file, magic, 0, 4, 0) === 4 && magic.equals(Buffer.from([0x7f, 0x45, 0x4c, 0x46]))
  } finally {
    closeSync(file)
  }
}
