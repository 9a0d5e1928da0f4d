import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { evaluatedTasksOf } from '../../../packages/nx/src/nix/evaluated-tasks'
import { nixBatch } from '../../../packages/nx/src/nix/nix-batch'
import type { NixTask } from '../../../packages/nx/src/nix/nix-task'
import type { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import type { SandboxedNix } from '../../sandboxed-nix/sandboxed-nix'

export interface Ran {
  readonly code: number
  readonly output: string
}

export interface CacheMachineOptions {
  readonly nix: SandboxedNix
  /** An empty directory. */
  readonly store: string
  /** Lines of nix.conf. */
  readonly settings: readonly string[]
  /** `nx-crane`, bundled. */
  readonly program: string
}

/** A machine of a team: a store of its own, and its own settings of Nix. */
export class CacheMachine {
  readonly env: NodeJS.ProcessEnv
  readonly store: string
  readonly #repository: RepositoryCopy

  readonly #program: string

  constructor(repository: RepositoryCopy, { nix, store, settings, program }: CacheMachineOptions) {
    this.#repository = repository
    this.#program = program
    this.store = store
    const { CI: _, GITHUB_ACTIONS: __, ...outer } = process.env
    this.env = {
      ...outer,
      ...nix.env,
      NIX_REMOTE: store,
      NIX_CACHE_HOME: `${store}-cache`,
      NIX_CONFIG: [nix.env.NIX_CONFIG ?? '', ...settings].join('\n'),
      NX_CRANE_BUILDER: 'nix',
    }
  }

  /** Runs `nx-crane cache`. Not in this process's way: servers of caches run in it. */
  async cache(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
    try {
      const { stdout, stderr } = await promisify(execFile)(
        process.execPath,
        [this.#program, 'cache', ...args, '--root', this.#repository.directory],
        { env: { ...this.env, ...env } },
      )
      return { code: 0, output: stdout + stderr }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { code, output: stdout + stderr }
    }
  }

  /** Runs the tasks of the crates of some names, as Nx does. Gives what is printed of the run, and of each task. */
  async build(crates: readonly string[]): Promise<{ lines: string[]; outputs: Record<string, string> }> {
    const root = this.#repository.directory
    const { paths } = await evaluatedTasksOf(root, { env: this.env })
    const tasks = Object.entries(paths).flatMap(([manifest, crate]) =>
      crates.includes(crate.attribute)
        ? KINDS.map(
            (kind): NixTask => ({
              id: `${crate.attribute}:${kind}`,
              kind,
              manifest,
              storePath: crate.tasks[kind]?.storePath ?? '',
              outputDir: join(root, manifest, '../dist/cargo'),
            }),
          )
        : [],
    )
    const lines: string[] = []
    const outputs: Record<string, string> = {}
    for await (const result of nixBatch(tasks, { root, env: this.env, print: (line) => lines.push(line) }))
      outputs[result.task] = `${result.status}: ${result.output}`
    return { lines, outputs }
  }
}

export const KINDS = ['build', 'test', 'lint'] as const
