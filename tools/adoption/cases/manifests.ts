import { TARGET_KINDS, TARGETS } from '@nx-crane/graph'
import type { Files } from '../adoption-case'

/** The targets of a crate that is a library, those of a program, and those of a wasm package. */
export const LIBRARY: readonly string[] = TARGET_KINDS.filter((kind) => TARGETS[kind].of === 'every crate')
export const PROGRAM = [...LIBRARY, 'run']
export const WASM = [...LIBRARY, 'wasm']

/** The names where the plain ones were taken: `instead(LIBRARY, 'build')` has `cargo-build`. */
export function instead(targets: readonly string[], ...taken: readonly string[]): string[] {
  return targets.map((target) => (taken.includes(target) ? `cargo-${target}` : target))
}

export function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** Files of a library crate in a directory, `''` for the root. */
export function library(dir: string, name: string, manifest = ''): Files {
  return {
    [inside(dir, 'Cargo.toml')]: cargoToml(name, manifest),
    [inside(dir, 'src/lib.rs')]: 'pub fn three() -> u32 {\n    3\n}\n',
  }
}

export function program(dir: string, name: string, manifest = ''): Files {
  return {
    [inside(dir, 'Cargo.toml')]: cargoToml(name, manifest),
    [inside(dir, 'src/main.rs')]: 'fn main() {\n    println!("hello");\n}\n',
  }
}

/** A crate whose library wasm-bindgen makes a package of. */
export function wasmLibrary(dir: string, name: string, manifest = ''): Files {
  return {
    ...library(
      dir,
      name,
      `[lib]\ncrate-type = ["cdylib", "rlib"]\n\n[dependencies]\nwasm-bindgen = "0.2"\n${manifest}`,
    ),
  }
}

export function cargoToml(name: string, rest = ''): string {
  return `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n\n${rest}`
}

/** The root manifest of a Cargo workspace with these members. */
export function cargoWorkspace(...members: readonly string[]): Files {
  return { 'Cargo.toml': `[workspace]\nresolver = "2"\nmembers = ${JSON.stringify(members)}\n` }
}

/** A workspace of npm packages with Nx; `fields` come over those of its package.json. */
export function npmWorkspace(workspaces: readonly string[], fields: object = {}, nxJson: object = {}): Files {
  return {
    'package.json': json({ name: 'repository', private: true, workspaces, ...fields }),
    'nx.json': json({ analytics: false, ...nxJson }),
    'package-lock.json': LOCK,
  }
}

/** The tools that the plugins of Nx name as inputs: they must be in the lock file for Nx to know them. */
const LOCK = json({
  name: 'repository',
  lockfileVersion: 3,
  packages: Object.fromEntries([
    ['', { name: 'repository' }],
    ...['eslint', 'jest', 'typescript', 'vite', 'vitest'].map((name) => [
      `node_modules/${name}`,
      { version: '1.0.0' },
    ]),
  ]),
})

/** A repository with Nx that has no npm packages but the root's tools. */
export function plainRoot(fields: object = {}, nxJson: object = {}): Files {
  return {
    'package.json': json({ name: 'repository', private: true, ...fields }),
    'nx.json': json({ analytics: false, ...nxJson }),
    'package-lock.json': LOCK,
  }
}

export function npmPackage(dir: string, fields: object): Files {
  return { [inside(dir, 'package.json')]: json({ version: '0.1.0', private: true, ...fields }) }
}

function inside(dir: string, path: string): string {
  return dir === '' ? path : `${dir}/${path}`
}
