import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { outputOf } from '../bench/measured-command'
import type { BuildStates } from './build-state'
import type { CheckedRepository } from './checked-repository'
import { runEnvironment } from './run-environment'
import { installCompiler } from './stand-in-compiler'

/** Reads what `nx run-many -t build` would look up in a repository, each time in a new process, as a user's run is. */
export class BuildStateReader {
  readonly toolDirectory: string
  readonly #program: string
  readonly #root: string
  readonly #environment: NodeJS.ProcessEnv

  /** @param program the bundle of `build-state-program` */
  constructor(program: string, { root, environment }: Pick<CheckedRepository, 'root' | 'environment'>) {
    this.toolDirectory = `${root}.tools`
    this.#program = program
    this.#root = root
    this.#environment = { ...runEnvironment(this.toolDirectory), ...environment }
    mkdirSync(this.toolDirectory, { recursive: true })
    installCompiler(this.toolDirectory)
  }

  read(variables: Readonly<Record<string, string>> = {}): BuildStates {
    const output = join(this.toolDirectory, 'build-states.json')
    outputOf({
      program: process.execPath,
      args: [this.#program, output],
      cwd: this.#root,
      env: { ...this.#environment, ...variables },
    })
    return JSON.parse(readFileSync(output, 'utf8')) as BuildStates
  }
}
