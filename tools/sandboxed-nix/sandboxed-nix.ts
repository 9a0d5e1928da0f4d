import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { TaskPaths } from '@nx-crane/nix/cli'
import type { Command } from '../bench/measured-command'
import { prepareNix } from '../setup/nix.mjs'
import type { FlakeInputs } from './flake-inputs'
import type { Host } from './host'

export interface SandboxedNixOptions {
  /** A directory for the store's files: empty, or what was made of it before. */
  readonly directory: string
  readonly host: Host
  readonly inputs: FlakeInputs
}

type Program = 'nix' | 'nix-store' | 'nix-instantiate'

/** Real Nix that builds flakes in its sandbox, without a network, in a store of its own. */
export class SandboxedNix {
  readonly version: string
  /** Of this machine, e.g. `x86_64-linux`. */
  readonly system: string
  /**
   * Variables that make every program which starts Nix use this one, with the inputs put in: to be laid over the
   * environment that it has otherwise.
   */
  readonly env: Readonly<Record<string, string>>
  /** JSON: name of an input → the directory that takes its place, as `inputOverrides` of the generated Nix files wants it. */
  readonly inputOverrides: string
  /** Their paths. */
  readonly programs: Readonly<Record<Program, string>>
  readonly #env: NodeJS.ProcessEnv
  readonly #root: string
  /** Arguments that put the inputs in, for a command of `nix` that takes flakes. */
  readonly overrides: readonly string[]

  static async open(options: SandboxedNixOptions): Promise<SandboxedNix> {
    const { programs } = await prepareNix()
    return new SandboxedNix(options, {
      nix: join(programs, 'nix'),
      'nix-store': join(programs, 'nix-store'),
      'nix-instantiate': join(programs, 'nix-instantiate'),
    })
  }

  private constructor(
    { directory, host, inputs }: SandboxedNixOptions,
    programs: Readonly<Record<Program, string>>,
  ) {
    this.programs = programs
    const place = (name: string) => {
      mkdirSync(join(directory, name), { recursive: true })
      return join(directory, name)
    }
    this.#root = place('root')
    this.inputOverrides = JSON.stringify(inputs)
    this.env = {
      PATH: [dirname(programs.nix), process.env.PATH ?? ''].join(delimiter),
      NIX_CONF_DIR: place('configuration'),
      // Not HOME, where cargo and others look for what is theirs.
      NIX_CACHE_HOME: place('cache'),
      NIX_CONFIG_HOME: place('configuration'),
      NIX_DATA_HOME: place('data'),
      NIX_STATE_HOME: place('state'),
      NIX_REMOTE: this.#root,
      NIX_CONFIG: [
        'experimental-features = nix-command flakes',
        'build-users-group =',
        'substituters =',
        'flake-registry =',
        'warn-dirty = false',
        'sandbox = true',
        'sandbox-fallback = false',
        `sandbox-paths = ${host.sandboxPaths.join(' ')}`,
        'max-jobs = 2',
        'cores = 1',
        '',
      ].join('\n'),
      NX_CRANE_INPUT_OVERRIDES: this.inputOverrides,
    }
    this.#env = { HOME: place('home'), ...this.env }
    this.overrides = [
      ...Object.entries(inputs).flatMap(([name, path]) => ['--override-input', name, `path:${path}`]),
      '--no-write-lock-file',
      '--offline',
    ]
    this.version = this.#run('nix', ['--version']).trim()
    this.system = this.#run('nix', ['eval', '--impure', '--raw', '--expr', 'builtins.currentSystem'])
  }

  /** `nix` with a command that takes flakes; the inputs are put in. Throws a NixFailure when it fails. */
  flake(command: readonly string[], flake: string, args: readonly string[] = []): string {
    return this.#run('nix', [...command, flake, ...this.overrides, ...args])
  }

  /** `nix flake metadata` as JSON, with the inputs that flake.lock pins; they are not fetched. */
  metadata(flake: string): string {
    const args = ['--json', '--no-update-lock-file', '--offline']
    return this.#run('nix', ['flake', 'metadata', flake, ...args])
  }

  /** The store paths of attributes that are built, in no order. Throws where one is not. */
  builtPaths(flake: string, attributes: readonly string[]): string[] {
    const [first = '', ...rest] = attributes.map((attribute) => `${flake}#${attribute}`)
    return this.flake(['path-info'], first, rest).trim().split('\n')
  }

  /** The derivations that attributes of the flake are, in no order; they are in the store then. */
  derivationsOf(flake: string, attributes: readonly string[]): string[] {
    const [first = '', ...rest] = attributes.map((attribute) => `${flake}#${attribute}`)
    return this.flake(['path-info', '--derivation'], first, rest).trim().split('\n')
  }

  /** The store paths of all outputs of derivations that are in the store. */
  outputsOf(derivations: readonly string[]): string[] {
    return this.#run('nix-store', ['--query', '--outputs', ...derivations])
      .trim()
      .split('\n')
  }

  /** Builds attributes of the flake and gives the path on disk of each `out`, in order. Two at a time. */
  build(flake: string, attributes: readonly string[]): string[] {
    const [first = '', ...rest] = attributes.map((attribute) => `${flake}#${attribute}`)
    const printed = this.flake(['build'], first, [...rest, '--no-link', '--print-out-paths', '--keep-going'])
    return printed
      .trim()
      .split('\n')
      .map((path) => this.#root + path)
  }

  /** Builds the `default` package of each flake, as far as that succeeds: several at a time, where `build` is one after another. */
  buildDefaults(flakes: readonly string[]): void {
    const [first, ...rest] = flakes.map((flake) => `${flake}#default`)
    if (first === undefined) return
    try {
      this.flake(['build'], first, [...rest, '--no-link', '--keep-going'])
    } catch (error) {
      if (!(error instanceof NixFailure)) throw error
    }
  }

  /** What builds attributes of the flake, to be run by others: its output is `nix build`'s with the logs of the builds. */
  buildCommand(flake: string, attributes: readonly string[]): Command {
    const installables = attributes.map((attribute) => `${flake}#${attribute}`)
    return {
      program: this.programs.nix,
      args: ['build', ...installables, ...this.overrides, '--no-link', '--print-build-logs'],
      cwd: this.#root,
      env: this.#env,
    }
  }

  /** The value of an attribute, or what the function `apply`, a Nix expression, makes of it. */
  evaluate<T>(flake: string, attribute: string, apply = 'value: value'): T {
    return JSON.parse(this.flake(['eval', '--json', '--apply', apply], `${flake}#${attribute}`)) as T
  }

  /** The value of an expression file, called with strings. */
  evaluateFile<T>(file: string, args: Readonly<Record<string, string>>): T {
    const pairs = Object.entries(args).flatMap(([name, value]) => ['--argstr', name, value])
    return JSON.parse(this.#run('nix-instantiate', ['--eval', '--strict', '--json', file, ...pairs])) as T
  }

  /** What the flake of a repository says of its tasks, evaluated over the working tree. */
  taskPaths(repository: string, ignored: readonly string[] = []): TaskPaths {
    const file = join(repository, 'nix/nx-crane/task-paths.nix')
    const args = { inputOverrides: this.inputOverrides, ignored: JSON.stringify(ignored) }
    return this.evaluateFile<{ crates: TaskPaths }>(file, args).crates
  }

  /** What the build of a store path printed, without colours. */
  log(storePath: string): string {
    return stripVTControlCharacters(this.#run('nix-store', ['--read-log', storePath]))
  }

  /** Adds files as fixed outputs that are named like the files. */
  addFixed(paths: readonly string[]): void {
    if (paths.length > 0) this.#run('nix-store', ['--add-fixed', 'sha256', ...paths])
  }

  #run(program: Program, args: readonly string[]): string {
    const { status, stdout, stderr, error } = spawnSync(this.programs[program], args, {
      env: this.#env,
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    if (status === 0) return stdout
    throw new NixFailure(`${program} ${args.slice(0, 3).join(' ')} …: ${error?.message ?? stderr}`, {
      cause: error,
    })
  }
}

export class NixFailure extends Error {}
