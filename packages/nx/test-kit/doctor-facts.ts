import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { examine } from '../src/doctor/checks'
import { type DoctorFacts, type MachineFacts, repositoryFacts, type UsedToolchain } from '../src/doctor/facts'
import type { Finding } from '../src/doctor/finding'

/** A repository with one crate, one package and the plugin, for tests. */
export const SOUND_FILES: Readonly<Record<string, string>> = {
  'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n',
  'Cargo.lock': 'version = 4\n\n[[package]]\nname = "engine"\nversion = "0.1.0"\n',
  'crates/engine/Cargo.toml': '[package]\nname = "engine"\nversion = "0.1.0"\nedition = "2021"\n',
  'crates/engine/src/lib.rs': '',
  'package.json':
    '{ "name": "root", "private": true, "devDependencies": { "nx": "23.3.1", "nx-crane": "0.1.0" } }',
  'nx.json': '{ "plugins": ["nx-crane"] }',
}

/** The same with a WebAssembly crate. */
export const WASM_FILES: Readonly<Record<string, string>> = {
  ...SOUND_FILES,
  'crates/chart/Cargo.toml':
    '[package]\nname = "chart"\nversion = "0.1.0"\nedition = "2021"\n[lib]\ncrate-type = ["cdylib"]\n[dependencies]\nwasm-bindgen = "0.2"\n',
  'crates/chart/src/lib.rs': '',
  'Cargo.lock': `version = 4

[[package]]
name = "chart"
version = "0.1.0"
dependencies = [
 "wasm-bindgen",
]

[[package]]
name = "engine"
version = "0.1.0"

[[package]]
name = "wasm-bindgen"
version = "0.2.108"
source = "registry+https://github.com/rust-lang/crates.io-index"
checksum = "0000000000000000000000000000000000000000000000000000000000000000"
`,
}

export const STABLE: UsedToolchain = {
  dirs: [''],
  file: null,
  name: 'stable-x86_64-unknown-linux-gnu',
  by: 'default',
  isInstalled: true,
  rustc: { version: '1.95.0', why: null },
  cargo: { version: '1.95.0', why: null },
  hasWasm: true,
  hasClippy: true,
  hasRustfmt: true,
  missingTargets: [],
}

/** A machine that has everything. */
export const SOUND_MACHINE: MachineFacts = {
  environment: {},
  node: '20.20.2',
  npm: {
    own: '0.1.0',
    installed: [
      { name: 'nx', version: '23.3.1', dir: 'node_modules/nx', usedBy: '' },
      { name: 'nx-crane', version: '0.1.0', dir: 'node_modules/nx-crane', usedBy: '' },
    ],
    published: [],
    isPlugAndPlay: false,
  },
  rust: {
    rustup: true,
    onPath: [
      { name: 'cargo', path: '/home/me/.cargo/bin/cargo', from: 'rustup' },
      { name: 'rustc', path: '/home/me/.cargo/bin/rustc', from: 'rustup' },
    ],
    toolchains: [STABLE],
    linker: true,
    nextest: true,
  },
  observer: { isAsked: true, reason: null },
  wasm: { hasOptimizer: new Map(), bindgens: ['0.2.108'], hasPrivateCompiler: false },
  nix: { version: '2.34.0', why: null },
  git: {
    probe: { version: '2.39.5', why: null },
    isRepository: true,
    recordedSubmodules: null,
    untracked: [],
    ignoredLocks: [],
  },
}

export interface Situation {
  readonly files?: Readonly<Record<string, string>>
  readonly machine?: Partial<MachineFacts>
  /** Of the one compiler that is used. */
  readonly toolchain?: Partial<UsedToolchain>
}

export function factsOf({ files = SOUND_FILES, machine = {}, toolchain }: Situation): DoctorFacts {
  const rust = machine.rust ?? SOUND_MACHINE.rust
  return {
    ...repositoryFacts(treeOf(files)),
    ...SOUND_MACHINE,
    ...machine,
    rust: toolchain ? { ...rust, toolchains: [{ ...STABLE, ...toolchain }] } : rust,
  }
}

/** What is not sound. */
export function unsound(situation: Situation): Finding[] {
  return examine(factsOf(situation)).filter(({ level }) => level !== 'ok')
}

/** `level id`, place, message, mend of each: what people and scripts see. */
export function said(situation: Situation): string[] {
  return unsound(situation).map(({ level, id, place, message, mend }) =>
    [`${level} ${id}`, place ?? '', message, mend ?? ''].join(' | '),
  )
}
