import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type CrateTask, cargoBatch } from '@nx-crane/build'
import { plainTask } from '@nx-crane/build/test-kit/plain-task'
import { stateDirectory } from '@nx-crane/files'
import { type CrateTaskKind, TASK_KINDS } from '@nx-crane/graph'
import { computeKeys, observedCrates } from '@nx-crane/keys/cli'
import { expect } from 'vitest'
import { ObservedRuns, observedTask } from '../src/results/observed-runs'

/** Keys by `crate:kind`; null for what has none. */
export type Keys = Readonly<Record<string, string | null>>

/** A proc macro that embeds `pages/home.html` of the crate that uses it, under a name that no source says, as `PAGE`. */
export const PAGE_MACRO = {
  'crates/m/Cargo.toml':
    '[package]\nname = "m"\nversion = "0.1.0"\nedition = "2021"\n\n[lib]\nproc-macro = true\n',
  'crates/m/src/lib.rs': `extern crate proc_macro;
#[proc_macro]
pub fn page(_: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let home = ["ho", "me"].concat();
    let path = format!("{}/pages/{home}.html", std::env::var("CARGO_MANIFEST_DIR").unwrap());
    format!("pub const PAGE: &str = {:?};", std::fs::read_to_string(path).unwrap()).parse().unwrap()
}
`,
} as const

/** A workspace of `crates`, and in it a crate `a` that uses the macro. */
export const USES_PAGE_MACRO = {
  ...PAGE_MACRO,
  'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n',
  '.gitignore': 'target\ndist\n.nx\n',
  'crates/a/Cargo.toml': `[package]
name = "a"
version = "0.1.0"
edition = "2021"

[dependencies]
m = { path = "../m" }
`,
} as const

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

  /** Runs `crate:kind` up to where a run is killed that has made them. */
  async runKilled(tasks: readonly string[]): Promise<void> {
    expect(await this.failures(tasks, { isKilled: true })).toEqual({})
  }

  /** Runs `crate:kind`, and returns the logs of those that fail. */
  async failures(
    tasks: readonly string[],
    { isKilled }: { readonly isKilled: boolean } = { isKilled: false },
  ): Promise<Record<string, string>> {
    const batch = tasks.map((id) => this.#task(id))
    const observed = new ObservedRuns(this.root, batch.map(observedTask))
    const failed: Record<string, string> = {}
    for await (const { task, status, output } of cargoBatch(batch, observed.listeners)) {
      if (status === 'success') observed.succeeded(task)
      else failed[task] = output
    }
    if (!isKilled) observed.record()
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
    return plainTask(this.root, {
      ...{ id, kind: kind as CrateTaskKind, crate, workspace: 'Cargo.toml' },
      manifest: `crates/${crate}/Cargo.toml`,
      outputDir: `crates/${crate}/dist/cargo`,
    })
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}
