import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { packageManagerOf, readSourceTree } from '@nx-crane/graph'
import { installedModules } from '../kit/nx-template'
import type { PackedPlugin } from '../kit/packed-plugin'
import { type Finished, runProgram } from '../kit/run-program'
import { type RunTasks, readTasks } from '../kit/run-tasks'
import type { Files } from './adoption-case'
import { json } from './cases/manifests'
import { listDifferences } from './differences'
import type { Played } from './play'

const PNPM = '10.34.8'
const YARN_1 = '1.22.22'
const YARN_4 = '4.18.1'
const BUN = '1.4.5'

interface Manager {
  readonly name: string
  /** Its programs, by name, with the package that they are installed from. */
  readonly programs: Files
  /** What says in the repository that it is used there. */
  readonly files: Files
}

const workspaces = 'packages:\n  - packages/*\n  - crates/shape\n'
const yarn4 = { yarn: '@yarnpkg/cli-dist/bin/yarn.js' }

export const MANAGERS: readonly Manager[] = [
  { name: 'npm', programs: {}, files: {} },
  {
    name: 'pnpm',
    programs: { pnpm: 'pnpm/bin/pnpm.cjs' },
    files: {
      'pnpm-workspace.yaml': workspaces,
      'package.json': rootManifest(`pnpm@${PNPM}`),
      'packages/page/package.json': pageManifest('workspace:*'),
    },
  },
  {
    name: 'yarn-1',
    programs: { yarn: 'yarn/bin/yarn.js' },
    files: { 'package.json': rootManifest(`yarn@${YARN_1}`) },
  },
  {
    name: 'yarn-4',
    programs: yarn4,
    files: {
      'package.json': rootManifest(`yarn@${YARN_4}`),
      '.yarnrc.yml': 'nodeLinker: node-modules\n',
      'yarn.lock': '',
    },
  },
  {
    name: 'yarn-4-pnp',
    programs: yarn4,
    files: { 'package.json': rootManifest(`yarn@${YARN_4}`), '.yarnrc.yml': '', 'yarn.lock': '' },
  },
  {
    name: 'bun',
    programs: {
      bun: `@oven/bun-linux-${process.arch}/bin/bun`,
      bunx: `@oven/bun-linux-${process.arch}/bin/bun`,
    },
    files: { 'package.json': rootManifest(`bun@${BUN}`) },
  },
]

function rootManifest(packageManager?: string): string {
  return json({
    name: 'repository',
    private: true,
    workspaces: ['packages/*', 'crates/shape'],
    ...(packageManager === undefined ? {} : { packageManager }),
    devDependencies: { typescript: '6.0.3' },
  })
}

function pageManifest(local: string): string {
  return json({
    name: '@mixed/page',
    version: '0.1.0',
    type: 'module',
    scripts: { build: 'vite build' },
    dependencies: { '@mixed/lib': local, '@mixed/shape': local },
    devDependencies: { vite: '8.3.8' },
  })
}

/** A crate's package, a library that tsc builds, and a page that Vite builds of both; no Nx yet. */
const REPOSITORY: Files = {
  'package.json': rootManifest(),
  '.gitignore': 'node_modules\n',
  'packages/lib/package.json': json({
    name: '@mixed/lib',
    version: '0.1.0',
    type: 'module',
    exports: './out/index.js',
    scripts: { build: 'tsc' },
    devDependencies: { typescript: '6.0.3' },
  }),
  'packages/lib/tsconfig.json': json({
    compilerOptions: { outDir: 'out', rootDir: 'src', module: 'nodenext', types: [] },
    include: ['src'],
  }),
  'packages/lib/src/index.ts': 'export const two: number = 2\n',
  'packages/page/package.json': pageManifest('0.1.0'),
  'packages/page/vite.config.mjs': "export default { build: { outDir: 'site', target: 'esnext' } }\n",
  'packages/page/index.html': '<script type="module" src="/main.js"></script>\n',
  'packages/page/main.js':
    "import { two } from '@mixed/lib'\nimport * as shape from '@mixed/shape'\nconsole.log(two, shape)\n",
}

const BUILDS = [
  '@mixed/lib:build',
  '@mixed/page:build',
  '@mixed/shape:build',
  '@mixed/shape:wasm',
  'base:build',
  'lone:build',
  'middle:build',
  'testkit:build',
  'tool:build',
]
const OUTPUTS = ['packages/lib/out', 'packages/page/site', 'crates/shape/pkg', 'crates/tool/dist/cargo']

/** Takes a repository without Nx through the README by one package manager: what was built is there, and is never built twice. */
export async function playManager(manager: Manager, plugin: PackedPlugin): Promise<Played> {
  const repository = await ManagedRepository.create(manager)
  return { differences: await playedBy(repository, plugin), root: repository.root }
}

async function playedBy(repository: ManagedRepository, plugin: PackedPlugin): Promise<string[]> {
  const { words } = repository
  const { tarball } = plugin
  const added = await repository.run(words.addDev(repository.specifier(tarball)).split(' '))
  if (added.code !== 0) return [`the plugin was not installed:\n${added.output}`]
  const initialised = await repository.run(words.exec('nx-crane init').split(' '))
  if (initialised.code !== 0) return [`init failed:\n${initialised.output}`]
  const first = await repository.build()
  if (first.failed.length > 0 || first.executed.length !== BUILDS.length) {
    return [
      ...listDifferences('the first build', first.executed, BUILDS),
      first.finished.output,
      initialised.output,
    ]
  }
  for (const path of OUTPUTS) rmSync(join(repository.root, path), { recursive: true })
  const second = await repository.build()
  const again = await repository.run(words.exec('nx-crane init').split(' '))
  return [
    ...listDifferences('from the cache in the second build', second.hits, BUILDS),
    ...OUTPUTS.filter((path) => !existsSync(join(repository.root, path))).map(
      (path) => `${path} is not restored`,
    ),
    ...(again.stdout.includes('nothing to change')
      ? []
      : [`a second init changes something:\n${again.output}`]),
    ...(repository.manager.name === 'npm' ? await editedDifferences(repository) : []),
  ]
}

/** With order and inputs of the plugin and those of package.json together, an edit of Rust reaches the page, and nothing beside it. */
async function editedDifferences(repository: ManagedRepository): Promise<string[]> {
  const source = join(repository.root, 'crates/shape/src/lib.rs')
  const edited = `${readFileSync(source, 'utf8')}\n#[wasm_bindgen]\npub fn another() -> u32 {\n    7\n}\n`
  writeFileSync(source, edited)
  const { executed, finished } = await repository.build()
  const differences = listDifferences('the build after a Rust edit', executed, [
    '@mixed/page:build',
    '@mixed/shape:build',
    '@mixed/shape:wasm',
  ])
  return differences.length === 0 ? [] : [...differences, finished.output]
}

class ManagedRepository {
  private constructor(
    readonly root: string,
    readonly manager: Manager,
    private readonly programs: string,
  ) {}

  static async create(manager: Manager): Promise<ManagedRepository> {
    const root = mkdtempSync(join(tmpdir(), `nx-crane-adoption-${manager.name}-`))
    const programs = join(root, '.nx/programs')
    mkdirSync(programs, { recursive: true })
    const modules = await installedModules('package-managers', {
      devDependencies: { pnpm: PNPM, yarn: YARN_1, '@yarnpkg/cli-dist': YARN_4, bun: BUN },
    })
    for (const [name, path] of Object.entries(manager.programs))
      symlinkSync(join(modules, path), join(programs, name))
    const crates = join(__dirname, '../e2e/fixtures/mixed')
    for (const path of ['Cargo.toml', 'Cargo.lock', 'crates'])
      cpSync(join(crates, path), join(root, path), { recursive: true })
    for (const [path, text] of Object.entries({ ...REPOSITORY, ...manager.files })) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    // The page is about what is built, not about how small it is.
    const shape = join(root, 'crates/shape/Cargo.toml')
    writeFileSync(
      shape,
      `${readFileSync(shape, 'utf8')}\n[package.metadata.wasm-pack.profile.release]\nwasm-opt = false\n`,
    )
    return new ManagedRepository(root, manager, programs)
  }

  get words() {
    return packageManagerOf(readSourceTree(this.root))
  }

  /** A tarball as the package manager wants it named. */
  specifier(tarball: string): string {
    return this.manager.name.startsWith('yarn') ? `nx-crane@file:${tarball}` : tarball
  }

  async build(): Promise<RunTasks> {
    const report = join(this.root, '.nx/cache/run.json')
    rmSync(report, { force: true })
    const finished = await this.run(this.words.exec('nx run-many -t build --outputStyle=static').split(' '))
    return readTasks(existsSync(report) ? readFileSync(report, 'utf8') : undefined, finished)
  }

  /** Runs a command as people type it. pnpm was seen to wait for nothing, once; what hangs is killed and started again. */
  async run(command: readonly string[]): Promise<Finished> {
    const finished = await this.#runOnce(command)
    return finished.code === null ? await this.#runOnce(command) : finished
  }

  async #runOnce([program = '', ...args]: readonly string[]): Promise<Finished> {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(NX_|npm_|CI$|CARGO_TARGET_DIR$)/.test(name),
    )
    return await runProgram(program, args, {
      cwd: this.root,
      mayFail: true,
      timeout: 240_000,
      env: {
        ...Object.fromEntries(inherited),
        PATH: `${this.programs}:${process.env.PATH}`,
        // Nothing that is installed here needs its scripts.
        npm_config_ignore_scripts: 'true',
        npm_config_audit: 'false',
        YARN_ENABLE_SCRIPTS: 'false',
        YARN_ENABLE_TELEMETRY: 'false',
        NX_DAEMON: 'false',
        NX_CACHE_DIRECTORY: join(this.root, '.nx/cache'),
        NX_WORKSPACE_DATA_DIRECTORY: join(this.root, '.nx/workspace-data'),
        NX_CRANE_RESULTS_DIR: join(this.root, '.nx/results'),
        NX_NO_CLOUD: 'true',
        NX_TUI: 'false',
        NX_INTERACTIVE: 'false',
        NO_COLOR: '1',
      },
    })
  }
}
