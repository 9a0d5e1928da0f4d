import { type Consequence, type Edit, NOTHING } from '../edit'
import type { Subjects } from './subjects'
import { MORE_PROSE } from './texts'

/** Edits in the root of the repository, of the environment and of the toolchain. */
export function configurationEdits(subjects: Subjects): Edit[] {
  const { plan, truth } = subjects
  const everyCrate = truth.from(plan.crates.map(({ dir }) => dir))
  return [...toolchainEdits(everyCrate), ...cargoEdits(subjects, everyCrate), ...repositoryEdits()]
}

function toolchainEdits(everyCrate: Consequence): Edit[] {
  return [
    {
      id: 'rust-toolchain',
      what: 'toolchain of one’s own in rust-toolchain.toml',
      changes: everyCrate,
      apply: (it) => it.replace('rust-toolchain.toml', '"stable"', '"mine"'),
    },
    {
      id: 'rust-channel',
      what: 'another name for the same compiler in rust-toolchain.toml',
      changes: NOTHING,
      apply: (it) => it.replace('rust-toolchain.toml', '"stable"', '"1.90.0"'),
    },
    {
      id: 'rust-components',
      what: 'component in rust-toolchain.toml that compiles nothing',
      changes: NOTHING,
      apply: (it) => it.replace('rust-toolchain.toml', '"clippy"', '"clippy", "rust-src"'),
    },
    {
      id: 'rustc-update',
      what: 'another compiler, no file changed',
      changes: everyCrate,
      apply: (it) => it.installCompiler('1.91.0'),
    },
    {
      id: 'env-flags',
      what: 'RUSTFLAGS in the environment',
      changes: everyCrate,
      apply: (it) => it.setVariable('RUSTFLAGS', '-Cdebuginfo=1'),
    },
    {
      id: 'env-unread',
      what: 'environment variable that nothing reads',
      changes: NOTHING,
      apply: (it) => it.setVariable('READ_BY_NOTHING', '1'),
    },
  ]
}

function cargoEdits({ plan, truth }: Subjects, everyCrate: Consequence): Edit[] {
  const wasm = truth.from(plan.crates.filter(({ role }) => role === 'wasm').map(({ dir }) => dir))
  const host = plan.crates.filter(({ role }) => role !== 'wasm').map(({ dir }) => dir)
  return [
    {
      id: 'config-flags',
      what: 'rustflags in .cargo/config.toml',
      changes: everyCrate,
      apply: (it) =>
        it.replace('.cargo/config.toml', '[build]\n', '[build]\nrustflags = ["-Cdebuginfo=1"]\n'),
    },
    {
      id: 'config-alias',
      what: 'alias in .cargo/config.toml',
      changes: NOTHING,
      apply: (it) => it.append('.cargo/config.toml', 'all = "build --workspace"\n'),
    },
    {
      id: 'config-network',
      what: 'network settings in .cargo/config.toml',
      changes: NOTHING,
      apply: (it) => it.append('.cargo/config.toml', '\n[net]\nretry = 5\n'),
    },
    {
      id: 'profile-release',
      what: 'profile of releases',
      // `build` has a configuration for releases, and one key for all its configurations.
      changes: { must: wasm.must, may: new Set(host) },
      apply: (it) => it.replace('Cargo.toml', 'lto = "thin"', 'lto = "fat"'),
    },
    {
      id: 'profile-dev',
      what: 'profile of development',
      // `wasm` has a configuration for development.
      changes: { must: new Set(host), may: wasm.must },
      apply: (it) => it.append('Cargo.toml', '\n[profile.dev]\nopt-level = 1\n'),
    },
    {
      id: 'root-comment',
      what: 'comment in the root manifest',
      changes: NOTHING,
      apply: (it) => it.append('Cargo.toml', '\n# More of it.\n'),
    },
    {
      id: 'root-dependency',
      what: 'workspace dependency that no crate inherits',
      changes: NOTHING,
      apply: (it) =>
        it.replace('Cargo.toml', '[workspace.dependencies]\n', '[workspace.dependencies]\nunused = "1"\n'),
    },
  ]
}

function repositoryEdits(): Edit[] {
  return [
    {
      id: 'nx-json-space',
      what: 'white space in nx.json',
      changes: NOTHING,
      apply: (it) => it.append('nx.json', '\n\n'),
    },
    {
      id: 'gitignore-line',
      what: 'line in .gitignore',
      changes: NOTHING,
      apply: (it) => it.append('.gitignore', '*.scratch\n'),
    },
    {
      id: 'root-script',
      what: 'script in the root package.json',
      changes: NOTHING,
      apply: (it) =>
        it.replace(
          'package.json',
          '"private": true',
          '"private": true,\n  "scripts": { "hello": "echo hello" }',
        ),
    },
    {
      id: 'root-readme',
      what: 'README of the repository',
      changes: NOTHING,
      apply: (it) => it.append('README.md', MORE_PROSE),
    },
    {
      id: 'root-unrelated',
      what: 'new file in the root',
      changes: NOTHING,
      apply: (it) => it.write('NOTES.txt', 'notes\n'),
    },
    {
      id: 'root-workflow',
      what: 'new workflow for CI',
      changes: NOTHING,
      apply: (it) => it.write('.github/workflows/ci.yml', 'on: push\n'),
    },
  ]
}
