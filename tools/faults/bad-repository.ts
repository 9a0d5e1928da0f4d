import { crate, json, type TriedFile, toml } from './bad-tried-file'

/** One of every kind of project: libraries, a program, a wasm package with a page that uses it, a package that stands alone. */
export const PLAIN_FILES: Readonly<Record<string, string>> = {
  'crates/engine/src/lib.rs': 'pub fn engine() -> u32 { 1 }\n',
  'crates/tool/src/main.rs': 'fn main() { println!("{}", engine::engine()) }\n',
  'crates/chart/src/lib.rs': 'pub fn chart() -> u32 { engine::engine() }\n',
  'crates/alone/src/lib.rs': 'pub fn alone() {}\n',
  'apps/web/index.html': '<script type="module" src="/src/main.ts"></script>\n',
  'apps/web/src/main.ts': "import { chart } from '@acme/chart'\nconsole.log(chart())\n",
  'apps/web/vite.config.ts': "import { defineConfig } from 'vite'\nexport default defineConfig({})\n",
  'packages/ui/src/index.ts': 'export const ui = 1\n',
  'README.md': '# acme\n',
  'node_modules/.keep': '',
}

/** What stands in every trial. */
export const STANDING: readonly TriedFile[] = [
  json(
    'package.json',
    {
      name: 'acme',
      private: true,
      packageManager: 'npm@11.0.0',
      workspaces: ['apps/*', 'packages/*', 'crates/chart'],
      scripts: {
        build: 'nx run-many -t build',
        rust: 'cargo build -p engine',
        wasm: 'wasm-pack build crates/chart',
      },
      devDependencies: { nx: '23.3.1', typescript: '5.9.0', vite: '^7.0.0' },
      overrides: { left: '1.0.0' },
      devEngines: { packageManager: { name: 'npm', version: '11' } },
    },
    null,
  ),
  json(
    'package-lock.json',
    {
      name: 'acme',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'acme', workspaces: ['apps/*'] },
        'node_modules/@acme/chart': { resolved: 'crates/chart', link: true },
        'node_modules/@acme/ui': { resolved: 'packages/ui', link: true },
        'node_modules/typescript': { version: '5.9.0', dev: true },
        'crates/chart': { name: '@acme/chart', version: '0.1.0' },
      },
    },
    null,
  ),
  json(
    'nx.json',
    {
      namedInputs: {
        default: ['{projectRoot}/**/*'],
        production: ['default', '!{projectRoot}/**/*.test.ts'],
      },
      targetDefaults: {
        build: { dependsOn: ['^build'], inputs: ['production', '^production'], cache: true },
      },
      plugins: [
        { plugin: 'nx-crane', options: { exclude: ['fixtures/**'], targets: { doc: false } } },
        '@nx/js',
      ],
      cli: { packageManager: 'npm' },
    },
    null,
  ),
  json(
    'apps/web/package.json',
    {
      name: '@acme/web',
      version: '1.0.0',
      private: true,
      scripts: { build: 'vite build', start: 'vite', check: 'tsc -p tsconfig.json' },
      dependencies: { '@acme/ui': '*', '@acme/chart': 'workspace:*' },
      nx: {
        includedScripts: ['build'],
        targets: { build: { cache: true, outputs: ['{projectRoot}/dist'] } },
      },
    },
    ['apps/web'],
  ),
  json(
    'packages/ui/package.json',
    {
      name: '@acme/ui',
      version: '1.0.0',
      type: 'module',
      main: './dist/index.js',
      types: './dist/index.d.ts',
      exports: { '.': { development: './src/index.ts', default: './dist/index.js' } },
      files: ['dist'],
      scripts: { build: 'tsc -p tsconfig.json' },
      devDependencies: { typescript: '5.9.0' },
    },
    ['packages/ui', 'apps/web'],
  ),
  json(
    'crates/chart/package.json',
    {
      name: '@acme/chart',
      version: '0.1.0',
      main: './pkg/chart.js',
      types: './pkg/chart.d.ts',
      files: ['pkg'],
      exports: { '.': './pkg/chart.js' },
    },
    ['crates/chart', 'apps/web'],
  ),
  json(
    'crates/alone/project.json',
    {
      name: 'alone',
      root: 'crates/alone',
      sourceRoot: 'crates/alone/src',
      tags: ['rust'],
      implicitDependencies: [],
      targets: {
        lint: { command: 'echo lint' },
        build: {
          executor: '@monodon/rust:check',
          outputs: ['{options.target-dir}'],
          options: { 'target-dir': 'dist/target/alone' },
        },
      },
    },
    ['crates/alone'],
  ),
  json(
    'apps/web/tsconfig.json',
    {
      extends: '../../tsconfig.base.json',
      compilerOptions: { outDir: 'dist', paths: { '@acme/*': ['../../packages/*/src'] } },
      include: ['src'],
      exclude: ['src/**/*.test.ts'],
      references: [{ path: '../../packages/ui' }],
    },
    ['apps/web'],
  ),
  json(
    'packages/ui/tsconfig.json',
    {
      extends: ['../../tsconfig.base.json'],
      compilerOptions: { outDir: 'dist', rootDir: 'src', declaration: true },
      include: ['src'],
    },
    ['packages/ui', 'apps/web'],
  ),
  json('tsconfig.base.json', { compilerOptions: { target: 'es2022', strict: true }, exclude: ['dist'] }, [
    'packages/ui',
    'apps/web',
  ]),
  toml(
    'Cargo.toml',
    `[workspace]\nresolver = "2"\nmembers = ["crates/*"]\nexclude = ["crates/none"]\n
[workspace.package]\nedition = "2021"\nlicense = "MIT"\n
[workspace.dependencies]\nengine = { path = "crates/engine" }\n
[workspace.lints.rust]\nunused = "warn"\n
[profile.release]\nlto = true\nopt-level = "s"\n
[profile.release.package.engine]\nopt-level = 3\n
[patch.crates-io]\nalone = { path = "crates/alone" }\n`,
    null,
  ),
  toml(
    'crates/engine/Cargo.toml',
    crate(
      'engine',
      'license.workspace = true\n\n[lints]\nworkspace = true\n\n[features]\ndefault = ["fast"]\nfast = []\n',
    ),
    ['crates/engine', 'crates/tool', 'crates/chart', 'apps/web'],
  ),
  toml(
    'crates/tool/Cargo.toml',
    crate(
      'tool',
      'build = false\n\n[[bin]]\nname = "tool"\npath = "src/main.rs"\n\n[dependencies]\nengine = { workspace = true, features = ["fast"] }\n\n[target.\'cfg(unix)\'.dependencies]\n\n[package.metadata.crane]\nx = 1\n',
    ),
    ['crates/tool'],
  ),
  toml(
    'crates/chart/Cargo.toml',
    crate(
      'chart',
      '\n[lib]\ncrate-type = ["cdylib", "rlib"]\n\n[dependencies]\nengine = { path = "../engine" }\nwasm-bindgen = "0.2"\n\n[package.metadata.wasm-pack.profile.release]\nwasm-opt = ["-Os"]\n\n[package.metadata.nx-crane]\nout-dir = "pkg"\n',
    ),
    ['crates/chart', 'apps/web'],
  ),
  toml('crates/alone/Cargo.toml', crate('alone'), ['crates/alone']),
  toml(
    'Cargo.lock',
    `version = 4\n\n${[
      ['alone', ''],
      ['chart', 'dependencies = [\n "engine",\n "wasm-bindgen",\n]\n'],
      ['engine', ''],
      ['tool', 'dependencies = [\n "engine",\n]\n'],
    ]
      .map(([name, rest]) => `[[package]]\nname = "${name}"\nversion = "0.1.0"\n${rest}\n`)
      .join(
        '',
      )}[[package]]\nname = "wasm-bindgen"\nversion = "0.2.100"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "${'ab'.repeat(32)}"\n`,
    null,
  ),
]
