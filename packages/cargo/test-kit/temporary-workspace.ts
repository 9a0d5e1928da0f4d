import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type BatchOptions, cargoBatch } from '../src/cli/cargo-batch'
import type { CrateTask, CrateTaskResult } from '../src/cli/crate-task'
import { DEFAULT_SETTINGS } from './default-settings'

/** A real Cargo workspace in a temporary directory, for tests that start cargo. */
export class TemporaryWorkspace implements Disposable {
  readonly root: string

  /** Files by path; a root manifest with `crates/*` as members comes by itself. */
  constructor(files: Readonly<Record<string, string>>) {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-test-')))
    this.write({ 'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n', ...files })
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(this.path(path)), { recursive: true })
      writeFileSync(this.path(path), text)
    }
  }

  path(...segments: string[]): string {
    return join(this.root, ...segments)
  }

  task(crate: string, task: Partial<CrateTask> & Pick<CrateTask, 'kind'>): CrateTask {
    return {
      id: `${crate}:${task.kind}`,
      crate,
      root: this.root,
      manifest: this.path('crates', crate, 'Cargo.toml'),
      workspace: this.path('Cargo.toml'),
      outputDir: this.path('crates', crate, 'dist', task.kind === 'doc' ? 'doc' : 'cargo'),
      settings: DEFAULT_SETTINGS,
      testRunner: 'cargo',
      dependencies: [],
      ...task,
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** The text of a manifest of edition 2021. */
export function manifest(name: string, rest = ''): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n\n${rest}\n`
}

/** All results by task id, in the order in which they came. */
export async function resultsOf(
  tasks: readonly CrateTask[],
  options?: BatchOptions,
): Promise<Record<string, CrateTaskResult>> {
  const results: Record<string, CrateTaskResult> = {}
  for await (const result of cargoBatch(tasks, options)) {
    if (results[result.task]) throw new Error(`two results for ${result.task}`)
    results[result.task] = result
  }
  return results
}

export function statusesOf(results: Readonly<Record<string, CrateTaskResult>>): Record<string, string> {
  return Object.fromEntries(Object.entries(results).map(([id, { status }]) => [id, status]))
}
