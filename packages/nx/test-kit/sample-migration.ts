import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import type { Source } from '../src/migrate/migration'
import { type MigrationPlan, planMigration } from '../src/migrate/plan-migration'

// What tests of migrations share: crates, and a plan as an object per file.

export const CARGO_ROOT = '[workspace]\nresolver = "2"\nmembers = ["apps/*", "libs/*"]\n'

export function manifest(name: string, rest = ''): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${rest}`
}

export const WASM = '[lib]\ncrate-type = ["cdylib", "rlib"]\n[dependencies]\nwasm-bindgen = "0.2"\n'

/** A library in `libs/shapes`, a program in `apps/hello`. */
export const CRATES = {
  'Cargo.toml': CARGO_ROOT,
  'apps/hello/Cargo.toml': manifest('hello'),
  'apps/hello/src/main.rs': 'fn main() {}\n',
  'libs/shapes/Cargo.toml': manifest('shapes'),
  'libs/shapes/src/lib.rs': '',
}

export function migrated(
  files: Readonly<Record<string, string>>,
  from: readonly Source[] = [],
): MigrationPlan & { json(path: string): unknown } {
  const plan = planMigration(treeOf(files), from)
  return { ...plan, json: (path) => JSON.parse(plan.tree.read(path) ?? 'null') as unknown }
}

/** The repository after the plan. */
export function written(
  files: Readonly<Record<string, string>>,
  { files: changed, removed }: Pick<MigrationPlan, 'files' | 'removed'>,
): Record<string, string> {
  const all = { ...files, ...Object.fromEntries(changed.map(({ path, text }) => [path, text])) }
  return Object.fromEntries(Object.entries(all).filter(([path]) => !removed.includes(path)))
}

export function text(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
