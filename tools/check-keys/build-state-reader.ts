import { mkdirSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { outputOf } from '../bench/measured-command'
import type { BuildStates } from './build-state'
import type { CheckedRepository } from './checked-repository'
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

/** Nothing of this process's own that a build could read. */
function runEnvironment(toolDirectory: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(NX_|npm_|CI$|RUST|CARGO_(?!HOME$))/.test(name),
  )
  return {
    ...Object.fromEntries(inherited),
    PATH: `${toolDirectory}${delimiter}${process.env.PATH ?? ''}`,
    NX_DAEMON: 'false',
    // A process less for each edit; what the plugin says is the same.
    NX_ISOLATE_PLUGINS: 'false',
    NX_NO_CLOUD: 'true',
    // The example has a flake: where there is Nix, it would be built with it.
    NX_CRANE_BUILDER: 'cargo',
    NX_CACHE_DIRECTORY: join(toolDirectory, 'nx-cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(toolDirectory, 'nx-workspace-data'),
  }
}
