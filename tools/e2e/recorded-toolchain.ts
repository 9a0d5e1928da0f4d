import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** A `rustc` and a `cargo` that write down how they are called and do what the machine's own do. */
export class RecordedToolchain implements Disposable {
  readonly #directory = mkdtempSync(join(tmpdir(), 'nx-crane-e2e-toolchain-'))
  readonly #log = join(this.#directory, 'calls')

  constructor() {
    this.#install('cargo', '')
    this.useOwnCompiler()
  }

  /** What puts both before all others. */
  get environment(): NodeJS.ProcessEnv {
    return { PATH: `${this.#directory}${delimiter}${process.env.PATH}` }
  }

  /** With it the wrapper that `rustc` is starts another compiler, as RUSTUP_TOOLCHAIN makes rustup do. */
  readonly otherCompilerChosen = { CHOSEN_COMPILER: 'other' }

  /**
   * Puts another compiler in place: its `-vV` tells of another commit. A second compiler cannot be had here; one that says
   * that it is another is one to Cargo and to us, who both know compilers by what they say.
   */
  useOtherCompiler(): void {
    this.#install('rustc', `[ "$*" = -vV ] && ${tellOfAnother()}`)
  }

  useOwnCompiler(): void {
    this.#install('rustc', `[ "$CHOSEN_COMPILER$*" = other-vV ] && ${tellOfAnother()}`)
  }

  /** The crates that were compiled since the last call, each once, sorted. */
  takeCompiled(): string[] {
    const calls = existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : ''
    rmSync(this.#log, { force: true })
    const names = [...calls.matchAll(/^rustc .*--crate-name (\S+)/gm)].map(([, name]) => name ?? '')
    // Cargo asks rustc about its targets by compiling nothing under the name `___`.
    return [...new Set(names)].filter((name) => name !== '___').sort()
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true, force: true })
  }

  #install(name: string, before: string): void {
    const text = `#!/bin/sh\necho "${name} $*" >> '${this.#log}'\n${before}exec '${ownProgram(name)}' "$@"\n`
    writeFileSync(join(this.#directory, name), text, { mode: 0o755 })
  }
}

function tellOfAnother(): string {
  return `{ '${ownProgram('rustc')}' -vV | sed 's/^commit-hash: ..../commit-hash: 0000/'; exit; }\n`
}

function ownProgram(name: string): string {
  const paths = (process.env.PATH ?? '').split(delimiter).map((directory) => join(directory, name))
  const found = paths.find((path) => existsSync(path))
  if (found === undefined) throw new Error(`there is no ${name} on the PATH`)
  return found
}
