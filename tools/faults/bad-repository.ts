import type { GoodFile } from './bad-files'
import { printed } from './bad-text'

/** A file that is tried, with what a fault in it may cost. */
export interface TriedFile extends GoodFile {
  /** Directories of the projects that may change when it is wrong; null for all, as of a file of the root. */
  readonly costs: readonly string[] | null
  /** Files that do not lie there in this trial: of two lock files only the first would be read. */
  readonly without?: readonly string[]
}

const MEMBERS = ['crates/engine', 'crates/tool', 'crates/chart', 'crates/alone']

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

const json = (path: string, value: unknown, costs: TriedFile['costs']): TriedFile => ({
  path,
  format: 'json',
  text: `${JSON.stringify(value, null, 2)}\n`,
  costs,
})
const toml = (path: string, text: string, costs: TriedFile['costs']): TriedFile => ({
  path,
  format: 'toml',
  text,
  costs,
})
const crate = (name: string, rest = '') =>
  `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\ndescription = "one of them"\n${rest}`

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

/** What is there only in its own trials. */
export const OCCASIONAL: readonly TriedFile[] = [
  {
    path: 'pnpm-lock.yaml',
    format: 'yaml',
    costs: null,
    without: ['package-lock.json'],
    ...yaml({
      lockfileVersion: '9.0',
      importers: {
        '.': { devDependencies: { typescript: { specifier: '5.9.0', version: '5.9.0' } } },
        'apps/web': {
          dependencies: { '@acme/ui': { specifier: 'workspace:*', version: 'link:../../packages/ui' } },
        },
      },
      packages: { 'typescript@5.9.0': { resolution: { integrity: 'sha512-x' } } },
    }),
  },
  {
    path: 'pnpm-workspace.yaml',
    format: 'yaml',
    costs: null,
    without: ['package-lock.json'],
    ...yaml({ packages: ['apps/*', 'packages/*', '!**/none'], catalog: { vite: '7.0.0' } }),
  },
  {
    path: 'yarn.lock',
    format: 'text',
    costs: null,
    without: ['package-lock.json'],
    text: '# This file is generated by running "yarn install"\n\n__metadata:\n  version: 8\n\n"@acme/ui@npm:*, @acme/ui@workspace:packages/ui":\n  version: 0.0.0-use.local\n  resolution: "@acme/ui@workspace:packages/ui"\n  languageName: unknown\n',
  },
  {
    ...json(
      'bun.lock',
      {
        lockfileVersion: 1,
        workspaces: {
          '': { name: 'acme' },
          'apps/web': { name: '@acme/web', dependencies: { '@acme/ui': '*' } },
        },
        packages: {
          '@acme/ui': ['@acme/ui@workspace:packages/ui'],
          typescript: ['typescript@5.9.0', '', {}, 'sha512-x'],
        },
      },
      null,
    ),
    without: ['package-lock.json'],
  },
  {
    ...json(
      'npm-shrinkwrap.json',
      { lockfileVersion: 3, packages: { 'node_modules/@acme/ui': { resolved: 'packages/ui', link: true } } },
      null,
    ),
    without: ['package-lock.json'],
  },
  json('lerna.json', { version: '1.0.0', packages: ['packages/*'] }, null),
  json(
    'turbo.json',
    {
      $schema: 'https://turborepo.com/schema.json',
      globalEnv: ['CI'],
      globalDependencies: ['.env'],
      tasks: {
        build: {
          dependsOn: ['^build'],
          outputs: ['dist/**', '!dist/x'],
          inputs: ['$TURBO_DEFAULT$'],
          env: ['A'],
        },
        '@acme/web#dev': { cache: false, persistent: true },
        '//#lint': {},
      },
    },
    null,
  ),
  json('packages/ui/turbo.json', { extends: ['//'], tasks: { build: { outputs: ['lib/**'] } } }, [
    'packages/ui',
    'apps/web',
  ]),
  {
    path: '.moon/workspace.yml',
    format: 'yaml',
    costs: [],
    ...yaml({ projects: ['apps/*', 'packages/*'], vcs: { manager: 'git' } }),
  },
  {
    path: '.moon/toolchain.yml',
    format: 'yaml',
    costs: [],
    ...yaml({ rust: { version: '1.80.0' }, node: {} }),
  },
  {
    path: 'crates/engine/moon.yml',
    format: 'yaml',
    costs: ['crates/engine', 'crates/tool', 'crates/chart', 'apps/web'],
    ...yaml({ language: 'rust', tasks: { build: { command: 'cargo build' } } }),
  },
  {
    path: '.npmrc',
    format: 'text',
    costs: [],
    text: 'registry=https://registry.npmjs.org/\nsave-exact=true\n',
  },
  {
    path: '.yarnrc.yml',
    format: 'yaml',
    costs: null,
    ...yaml({ nodeLinker: 'node-modules', enableGlobalCache: false }),
  },
  toml(
    '.cargo/config.toml',
    '[build]\nrustflags = ["-Dwarnings"]\ntarget-dir = "target"\n\n[env]\nA = "1"\nB = { value = "x", relative = true, force = true }\n\n[target.wasm32-unknown-unknown]\nrustflags = ["-C", "target-feature=+simd128"]\nrunner = ["node", "x.js"]\n\n[profile.dev]\ndebug = 1\n\n[alias]\nx = "build"\n',
    null,
  ),
  toml('crates/alone/.cargo/config.toml', '[build]\nrustflags = "-Dwarnings"\n', ['crates/alone']),
  toml(
    'rust-toolchain.toml',
    '[toolchain]\nchannel = "stable"\ncomponents = ["clippy"]\ntargets = ["wasm32-unknown-unknown"]\nprofile = "minimal"\n',
    null,
  ),
  { path: 'rust-toolchain', format: 'text', costs: null, text: 'stable\n' },
  json(
    'flake.lock',
    {
      nodes: {
        root: { inputs: { nixpkgs: 'nixpkgs', crane: 'crane' } },
        nixpkgs: {
          locked: {
            type: 'github',
            owner: 'NixOS',
            repo: 'nixpkgs',
            rev: 'a'.repeat(40),
            narHash: 'sha256-AAAA',
            lastModified: 1,
          },
          original: { type: 'github' },
        },
        crane: { locked: { type: 'github' } },
      },
      root: 'root',
      version: 7,
    },
    [],
  ),
  { path: 'flake.nix', format: 'text', costs: [], text: '{ inputs = { }; outputs = inputs: { }; }\n' },
  { path: 'nix/overrides.nix', format: 'text', costs: [], text: '{ pkgs }: { }\n' },
  { path: 'nix/nx-crane/crates.nix', format: 'text', costs: [], text: '{ crates = [ ]; }\n' },
  { path: 'nix/nx-crane/features.nix', format: 'text', costs: [], text: '{ }\n' },
  toml('clippy.toml', 'msrv = "1.70.0"\ndisallowed-names = ["foo"]\n', null),
  toml('rustfmt.toml', 'max_width = 100\n', null),
  toml('crates/alone/rustfmt.toml', 'max_width = 90\n', ['crates/alone']),
  toml('.config/nextest.toml', '[profile.default]\nretries = 2\n', null),
  { path: '.gitignore', format: 'text', costs: null, text: 'node_modules\n/target\ndist/\n!keep\n*.log\n' },
  { path: 'crates/alone/.gitignore', format: 'text', costs: ['crates/alone'], text: 'out\n' },
  {
    path: '.gitmodules',
    format: 'text',
    costs: [],
    text: '[submodule "x"]\n\tpath = vendor/x\n\turl = ../x\n',
  },
  { path: '.gitattributes', format: 'text', costs: [], text: '* text=auto\n' },
  json(
    'crates/tool/tauri.conf.json',
    {
      build: {
        frontendDist: '../../apps/web/dist',
        beforeBuildCommand: 'npm run build',
        devUrl: 'http://localhost:1',
      },
      bundle: { icon: ['i.png'], resources: ['r/*'] },
    },
    ['crates/tool', 'apps/web'],
  ),
  {
    path: 'crates/alone/src/lib.rs',
    format: 'text',
    costs: ['crates/alone'],
    text: 'mod a;\npub fn alone() -> &\'static str { include_str!("a.txt") }\n',
  },
  {
    path: 'crates/alone/build.rs',
    format: 'text',
    costs: ['crates/alone'],
    text: 'fn main() { println!("cargo:rerun-if-changed=build.rs"); }\n',
  },
  {
    path: 'apps/web/vite.config.ts',
    format: 'text',
    costs: ['apps/web'],
    text: PLAIN_FILES['apps/web/vite.config.ts'] ?? '',
  },
  {
    path: 'apps/web/src/main.ts',
    format: 'text',
    costs: ['apps/web'],
    text: PLAIN_FILES['apps/web/src/main.ts'] ?? '',
  },
]

export const TRIED: readonly TriedFile[] = [...STANDING, ...OCCASIONAL]

/** The directories of crates. */
export const CRATE_DIRS: readonly string[] = MEMBERS

function yaml(value: TriedFile['value'] & object): Pick<TriedFile, 'text' | 'value'> {
  return { text: printed(value, 'yaml') ?? '', value }
}
