import { statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { CargoError } from '../cargo-error'

/** What programs read of the directory that they are started in, and of those above it. */
const READ_BY: Readonly<Record<string, readonly string[]>> = {
  git: [
    '.gitignore',
    '.gitattributes',
    '.git',
    '.git/HEAD',
    '.git/config',
    '.git/index',
    '.git/info/exclude',
  ],
  npm: ['package.json', '.npmrc'],
  cargo: [
    'rust-toolchain',
    'rust-toolchain.toml',
    '.cargo/config',
    '.cargo/config.toml',
    'Cargo.toml',
    'Cargo.lock',
  ],
}

/**
 * Throws where a pipe lies in the place of a file that the program reads at its start: it would wait for ever for somebody
 * who writes into it. What is not named above is taken for a tool of Rust, which rustup chooses.
 */
export function checkReadable(command: string, cwd: string): void {
  const names = READ_BY[basename(command)] ?? READ_BY.cargo ?? []
  for (let dir = cwd; ; dir = dirname(dir)) {
    for (const name of names) {
      if (isPipe(join(dir, name))) throw inTheWay(command, join(dir, name))
    }
    if (dirname(dir) === dir) return
  }
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
    message: `it is a pipe, and \`${basename(command)}\` would wait for it for ever`,
    hint: 'put a regular file in its place, or remove it',
  })
}
