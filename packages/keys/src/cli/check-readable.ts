import { statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CargoError, CONFIG_FILES, TOOLCHAIN_FILES } from '@nx-crane/graph'

/** What programs read of the directory that they are started in, and of those above it. */
const READ_BY_GIT = [
  '.gitignore',
  '.gitattributes',
  '.git',
  ...['HEAD', 'config', 'index', 'info/exclude'].map((name) => `.git/${name}`),
]
const READ_BY_NPM = ['package.json', '.npmrc']
const READ_BY_RUST = [...TOOLCHAIN_FILES, ...CONFIG_FILES, 'Cargo.toml', 'Cargo.lock']

/**
 * Throws where a pipe lies in the place of a file that the program reads at its start: it would wait for ever for somebody
 * who writes into it.
 */
export function checkReadable(command: string, cwd: string): void {
  const names = readBy(basename(command))
  for (let dir = cwd; names.length > 0; dir = dirname(dir)) {
    const pipe = names.map((name) => join(dir, name)).find(isPipe)
    if (pipe !== undefined) throw inTheWay(command, pipe)
    if (dirname(dir) === dir) return
  }
}

function readBy(program: string): readonly string[] {
  if (program === 'git') return READ_BY_GIT
  if (program === 'npm') return READ_BY_NPM
  // rustup's proxies look for a toolchain file, whatever they stand for.
  return /^(?:cargo|rust|clippy)/.test(program) ? READ_BY_RUST : []
}

function isPipe(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isFIFO() === true
  } catch {
    return false // a loop of links, or a directory that may not be searched: the program says so itself
  }
}

function inTheWay(command: string, file: string): CargoError {
  return new CargoError('PIPE_IN_THE_WAY', {
    file,
    message: `it is a pipe, which \`${basename(command)}\` would wait for forever`,
    hint: 'replace it with a regular file, or remove it',
  })
}
