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
import { type Finished, runProgram } from '../kit/run-program'
import { type RunTasks, readTasks } from '../kit/run-tasks'
import type { Files } from './adoption-case'
import { json } from './cases/manifests'
import { MANAGER_PACKAGES, type Manager, pageManifest, rootManifest } from './package-managers'

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

/** The repository below, with a package manager and without Nx. */
export class ManagedRepository {
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
      devDependencies: MANAGER_PACKAGES,
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
