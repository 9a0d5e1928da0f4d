import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type CrateTask, cargoBatch } from '@nx-crane/build'
import { stateDirectory } from '@nx-crane/files'
import { type CrateTaskKind, TASK_KINDS } from '@nx-crane/graph'
import { computeKeys, observedCrates } from '@nx-crane/keys/cli'
import { expect } from 'vitest'
import { ObservedRuns, observedTask } from '../src/results/observed-runs'

/** Keys by `crate:kind`; null for what has none. */
export type Keys = Readonly<Record<string, string | null>>

/** A repository in a temporary directory whose crates, in `crates`, are built by real cargo and observed. */
export class ObservedRepository implements Disposable {
  readonly root: string

  constructor(files: Readonly<Record<string, string>>) {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-observed-')))
    for (const [path, text] of Object.entries(files)) this.write(path, text)
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }

  remove(path: string): void {
    rmSync(join(this.root, path))
  }

  /** What a clone has: nothing that a task left. */
  checkout(): ObservedRepository {
    const clone = new ObservedRepository({})
    const isMade = (path: string) => /\/(?:target|dist|node_modules|\.nx)$/.test(path)
    cpSync(this.root, clone.root, { recursive: true, filter: (path) => !isMade(path) })
    return clone
  }

  keys(environment: NodeJS.ProcessEnv = process.env): Keys {
    const computed = computeKeys({ root: this.root, memoDir: this.#stateDirectory, environment })
    return Object.fromEntries(
      computed.map((key) => [`${key.name}:${key.kind}`, key.error === null ? key.digest : null]),
    )
  }

  /** Of `tasks` those whose keys are others than `before`. */
  moved(tasks: readonly string[], before: Keys, environment?: NodeJS.ProcessEnv): string[] {
    const now = this.keys(environment)
    return tasks.filter((task) => now[task] !== before[task])
  }

  /** Runs `crate:kind`, all of which must succeed. */
  async run(tasks: readonly string[]): Promise<void> {
    expect(await this.failures(tasks)).toEqual({})
  }

  /** Runs `crate:kind`, and returns the logs of those that fail. */
  async failures(tasks: readonly string[]): Promise<Record<string, string>> {
    const batch = tasks.map((id) => this.#task(id))
    const observed = new ObservedRuns(this.root, batch.map(observedTask))
    const failed: Record<string, string> = {}
    for await (const { task, status, output } of cargoBatch(batch, observed.listeners)) {
      if (status === 'success') observed.succeeded(task)
      else failed[task] = output
    }
    observed.record()
    return failed
  }

  /** What builds were seen to read and the manifest of a crate does not declare. */
  lacks(crate: string): readonly string[] {
    const crates = observedCrates({ root: this.root, memoDir: this.#stateDirectory, kinds: TASK_KINDS })
    return crates.find(({ name }) => name === crate)?.reads.include ?? []
  }

  get #stateDirectory(): string {
    return join(this.root, stateDirectory(this.root))
  }

  #task(id: string): CrateTask {
    const [crate = '', kind] = id.split(':')
    return {
      ...{ id, root: this.root, kind: kind as CrateTaskKind, crate },
      manifest: join(this.root, `crates/${crate}/Cargo.toml`),
      workspace: join(this.root, 'Cargo.toml'),
      outputDir: join(this.root, `crates/${crate}/dist/cargo`),
      settings: {
        ...{ profile: null, features: [], allFeatures: false, noDefaultFeatures: false },
        ...{ targetTriple: null, args: [] },
      },
      testRunner: 'cargo',
      warnings: 'allow',
      dependencies: [],
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
