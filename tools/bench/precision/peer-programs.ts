import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runEnvironment } from '../../check-keys/run-environment'
import { installCompiler } from '../../check-keys/stand-in-compiler'
import { cargoHomeOf } from '../generated-repository'
import { outputOf } from '../measured-command'

/** Runs programs in a repository with a compiler that answers whatever version an edit wants, and cargo of this machine. */
export class PeerPrograms {
  readonly #root: string
  readonly directory: string

  constructor(root: string) {
    this.#root = root
    this.directory = toolDirectoryOf(root)
    mkdirSync(this.directory, { recursive: true })
    installCompiler(this.directory)
    installCargo(this.directory)
  }

  /** Its standard output. */
  run(program: string, args: readonly string[], variables: Readonly<Record<string, string>>): string {
    const env = { ...runEnvironment(this.directory), CARGO_HOME: cargoHomeOf(this.#root), ...variables }
    return outputOf({ program, args, cwd: this.#root, env })
  }
}

/** Beside the repository, as that of check:keys. */
export function toolDirectoryOf(root: string): string {
  return `${root}.tools`
}

/** Cargo asks a compiler for more than a version, and rustup's cargo wants the toolchains that edits name. */
function installCargo(directory: string): void {
  const sysroot = outputOf({
    program: 'rustc',
    args: ['--print', 'sysroot'],
    cwd: directory,
    env: process.env,
  }).trim()
  const text = `#!/bin/sh\nRUSTC='${sysroot}/bin/rustc' exec '${sysroot}/bin/cargo' "$@"\n`
  writeFileSync(join(directory, 'cargo'), text, { mode: 0o755 })
}
