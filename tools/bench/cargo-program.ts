import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import { withInstallLock } from '../setup/install-lock.mjs'
import { findProgram, isExecutable } from '../setup/program.mjs'
import type { BenchContext } from './bench-context'
import { outputOf } from './measured-command'

export interface CargoProgram {
  /** Of the program and of its crate. */
  readonly name: string
  /** The one that is installed where there is none. */
  readonly version: string
}

/**
 * The directory of a program that others have written in Rust: on PATH, in the toolchain of set-up, or else installed from
 * crates.io, once for all runs.
 * @throws what cargo says when it cannot be installed
 */
export async function cargoProgram({ name, version }: CargoProgram, { say }: BenchContext): Promise<string> {
  const root = join(cacheDirectory(), 'bench', `${name}-${version}`)
  const places = [join(cacheDirectory(), 'wasm-toolchain/bin'), join(root, 'bin')]
  const found = () => findProgram(name) ?? places.map((place) => join(place, name)).find(isExecutable)
  const before = found()
  if (before !== undefined) return join(before, '..')
  return withInstallLock(`${root}.lock`, () => {
    const meanwhile = found()
    if (meanwhile !== undefined) return join(meanwhile, '..')
    say(`cargo install ${name} ${version} into ${root} (some minutes, once)`)
    mkdirSync(root, { recursive: true })
    const args = ['install', name, '--version', `=${version}`, '--locked', '--root', root]
    // From a neutral directory: no repository's configuration of cargo is meant.
    outputOf({ program: 'cargo', args, cwd: tmpdir(), env: process.env })
    return join(root, 'bin')
  })
}
