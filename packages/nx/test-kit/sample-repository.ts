import type { TargetConfiguration } from '@nx/devkit'
import { TARGET_KINDS, TARGETS } from '@nx-crane/graph'
import type { Projects } from './inferred-repository'

export const LIBRARY = { 'crates/engine/Cargo.toml': manifest('engine'), 'crates/engine/src/lib.rs': '' }
export const CLI = {
  'crates/cli/Cargo.toml': `${manifest('cli')}description = "The command"\n[dependencies]\nengine = { path = "../engine" }\n`,
  'crates/cli/src/main.rs': 'fn main() {}',
  'crates/cli/benches/speed.rs': 'fn main() {}',
}
export const WASM = {
  'crates/chart/Cargo.toml': `${manifest('chart')}[lib]\ncrate-type = ["cdylib", "rlib"]\n[dependencies]\nwasm-bindgen = "0.2"\nengine = { path = "../engine" }\n`,
  'crates/chart/src/lib.rs': '',
  'crates/chart/package.json': '{"name": "@acme/chart", "version": "1.0.0"}',
}
export const ROOT = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n',
  'package.json': '{"name": "acme", "private": true, "workspaces": ["crates/*", "packages/*"]}',
}
export const WEB = {
  'packages/web/package.json':
    '{"name": "@acme/web", "scripts": {"build": "vite build", "start": "vite"}, "dependencies": {"@acme/ui": "*"}}',
  'packages/ui/package.json':
    '{"name": "@acme/ui", "version": "1.0.0", "dependencies": {"@acme/chart": "*"}}',
}

/** docs/options.md says of each kind which crates have it, and is compared with the table. */
export const kindsOf = (...crates: string[]) =>
  TARGET_KINDS.filter((kind) => crates.includes(TARGETS[kind].of))
export const EVERY_CRATE = kindsOf('every crate')
export const instead = (names: readonly string[], ...taken: string[]) =>
  names.map((name) => (taken.includes(name) ? `cargo-${name}` : name))

export function target(projects: Projects, dir: string, name: string): TargetConfiguration {
  const found = projects[dir]?.targets?.[name]
  if (!found) throw new Error(`${dir} has no target ${name}`)
  return found
}

export function manifest(name: string): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n`
}
