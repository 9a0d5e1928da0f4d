import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NixProgram } from '@nx-crane/nix/cli'
import { prepareNix } from '../setup/nix.mjs'

export interface NixStoreOptions {
  /** An empty directory for the store's files. */
  readonly directory: string
  /** The store directory that goes into every hash. By default that is /nix/store, although the files lie elsewhere. */
  readonly isRelocated: boolean
}

/** Real Nix over a store of its own. Nothing outside its directory is written. */
export class RealNix {
  readonly version: string
  /** What the paths of this store start with. */
  readonly store: string
  readonly #programs: Readonly<Record<NixProgram, string>>
  readonly #env: NodeJS.ProcessEnv
  readonly #directory: string

  static async open(options: NixStoreOptions): Promise<RealNix> {
    const { programs } = await prepareNix()
    return new RealNix(options, {
      nix: join(programs, 'nix'),
      'nix-store': join(programs, 'nix-store'),
      'nix-hash': join(programs, 'nix-hash'),
      'nix-instantiate': join(programs, 'nix-instantiate'),
    })
  }

  private constructor(
    { directory, isRelocated }: NixStoreOptions,
    programs: Readonly<Record<NixProgram, string>>,
  ) {
    this.#programs = programs
    this.#directory = isRelocated ? '' : join(directory, 'root')
    this.store = isRelocated ? join(directory, 'store') : '/nix/store'
    const place = (name: string) => {
      mkdirSync(join(directory, name), { recursive: true })
      return join(directory, name)
    }
    this.#env = {
      PATH: process.env.PATH,
      HOME: place('home'),
      NIX_CONF_DIR: place('configuration'),
      NIX_CONFIG: 'build-users-group =\nsubstituters =\nexperimental-features = nix-command\n',
      ...(isRelocated
        ? {
            NIX_REMOTE: 'local',
            NIX_STORE_DIR: place('store'),
            NIX_STATE_DIR: place('state'),
            NIX_LOG_DIR: place('log'),
          }
        : { NIX_REMOTE: place('root') }),
    }
    this.version = this.#run('nix', ['--version']).toString().trim()
  }

  /** @param version for example `2.31` */
  isBefore(version: string): boolean {
    const [, own = ''] = /(\d+(?:\.\d+)+)/.exec(this.version) ?? []
    return own.localeCompare(version, 'en', { numeric: true }) < 0
  }

  /** `nix hash path`, of many paths: `sha256-…=` each. */
  hashPaths(paths: readonly string[]): string[] {
    return this.#lines('nix', ['hash', 'path', ...paths])
  }

  /** `nix-store --add`: the store paths. */
  add(paths: readonly string[]): string[] {
    return this.#lines('nix-store', ['--add', ...paths])
  }

  /** `nix-store --add-fixed`: the store paths. */
  addFixed(
    algorithm: string,
    { recursive, paths }: { recursive: boolean; paths: readonly string[] },
  ): string[] {
    const how = [...(recursive ? ['--recursive'] : []), algorithm]
    return this.#lines('nix-store', ['--add-fixed', ...how, ...paths])
  }

  /** `nix-store --dump`: the archive. */
  dump(path: string): Buffer {
    return this.#run('nix-store', ['--dump', path])
  }

  /** The value of an expression file, called with strings. It may write derivations. */
  evaluate(file: string, args: Readonly<Record<string, string>>): unknown {
    const pairs = Object.entries(args).flatMap(([name, value]) => ['--argstr', name, value])
    const how = ['--eval', '--strict', '--json', '--read-write-mode']
    return JSON.parse(this.#run('nix-instantiate', [...how, file, ...pairs]).toString())
  }

  /** Whether Nix takes `name` for the name of a text in the store. */
  acceptsName(name: string): boolean {
    const expression = '{ name }: builtins.toFile name ""'
    try {
      this.#run('nix-instantiate', ['--eval', '--expr', expression, '--argstr', 'name', name])
      return true
    } catch (error) {
      if (
        error instanceof NixFailure &&
        /is not a valid store path|has an empty name|illegal character|longer than 211 characters/.test(
          error.message,
        )
      )
        return false
      throw error
    }
  }

  /** The bytes of a store path that is a file. */
  readStorePath(path: string): Buffer {
    return readFileSync(this.#directory + path)
  }

  #lines(program: NixProgram, args: readonly string[]): string[] {
    return this.#run(program, args).toString().trimEnd().split('\n')
  }

  #run(program: NixProgram, args: readonly string[]): Buffer {
    const { status, stdout, stderr, error } = spawnSync(this.#programs[program], args, {
      env: this.#env,
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    if (status === 0) return stdout
    throw new NixFailure(`${program} ${args[0]}: ${error?.message ?? stderr}`, { cause: error })
  }
}

class NixFailure extends Error {}
