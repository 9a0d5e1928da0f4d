import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { runProgram } from '../kit/run-program'
import { wasmObstacle } from '../kit/wasm-obstacle'
import { archiveDigest } from './archive-digest'
import type { Contained } from './contained-program'
import type { CaseRun } from './fault-case'
import { FaultCase } from './fault-case'
import { installModules } from './install-modules'
import { type Listing, listingOf } from './listing'
import type { Surroundings } from './piece'

/** What tasks leave for people. */
const OUTPUTS = /^(crates|packages)\/[^/]+\/(dist|pkg)(\/|$)/

/** What runs keep for themselves. */
const KEPT = ['.nx', 'node_modules/.cache', 'target']

const CRATES = ['base', 'kit', 'lone', 'middle', 'shape', 'testkit', 'tool']

/** A sound Nx workspace in a case, under git: crates, one of them a wasm package that TypeScript is built on. */
export class FaultWorkspace implements Disposable {
  readonly case: FaultCase
  /** Where the state is kept that {@link restore} brings back. */
  readonly #saved: string
  hasWasm = false

  private constructor(surroundings: Surroundings) {
    this.case = new FaultCase(surroundings)
    this.#saved = join(this.case.directory, 'saved')
  }

  static async create(surroundings: Surroundings): Promise<FaultWorkspace> {
    const workspace = new FaultWorkspace(surroundings)
    const { root } = workspace
    cpSync(join(__dirname, '../e2e/fixtures/mixed'), root, { recursive: true })
    renameSync(join(root, 'gitignore'), join(root, '.gitignore'))
    workspace.write('crates/kit/Cargo.toml', KIT)
    workspace.write('crates/kit/src/lib.rs', KIT_SOURCE)
    workspace.write('crates/kit/src/main.rs', 'fn main() {\n    println!("{}", kit::kit());\n}\n')
    workspace.write('crates/shape/README.md', '# shape\n')
    workspace.write('crates/shape/LICENSE', 'MIT\n')
    workspace.write('Cargo.lock', lockWithKit(workspace.read('Cargo.lock')))
    workspace.hasWasm = (await wasmObstacle()) === null
    workspace.case.keepWasmBindgen()
    await installModules(root, surroundings.plugin)
    for (const [name, directory] of [
      ['@mixed/shape', 'crates/shape'],
      ['@mixed/ui', 'packages/ui'],
    ] as const) {
      const link = join(root, 'node_modules', name)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(relative(dirname(link), join(root, directory)), link)
    }
    await workspace.git('init', '--quiet', '--initial-branch=main')
    await workspace.commit('as it was')
    return workspace
  }

  get root(): string {
    return this.case.root
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true })
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path))
  }

  async git(...args: readonly string[]): Promise<string> {
    const { stdout } = await runProgram('git', args, { cwd: this.root, env: this.case.environment() })
    return stdout
  }

  async commit(message: string): Promise<void> {
    const who = ['-c', 'user.name=faults', '-c', 'user.email=faults@localhost']
    await this.git('add', '-A')
    await this.git(...who, 'commit', '--quiet', '--allow-empty', '-m', message)
  }

  /** What git would commit, or would see as new. */
  status(): Promise<string> {
    return this.git('status', '--porcelain', '--untracked-files=all')
  }

  nx(args: readonly string[], run: CaseRun = {}): Promise<Contained> {
    return this.case.nx(args, { limit: 300_000, ...run, env: { ...this.caches(), ...run.env } })
  }

  runMany(targets: string, run: CaseRun & { readonly projects?: string } = {}): Promise<Contained> {
    const projects = run.projects === undefined ? [] : ['-p', run.projects]
    return this.nx(['run-many', '--outputStyle=static', '-t', targets, ...projects], run)
  }

  caches(): NodeJS.ProcessEnv {
    return {
      NX_CACHE_DIRECTORY: join(this.root, '.nx/cache'),
      NX_WORKSPACE_DATA_DIRECTORY: join(this.root, '.nx/workspace-data'),
    }
  }

  /** A digest of all that tasks have left for people. */
  outputs(): Listing {
    return new Map(
      ['crates', 'packages'].flatMap((group) =>
        [
          ...listingOf(join(this.root, group), {
            without: (path) => /^[^/]+\/(src|node_modules)$/.test(path),
          }),
        ]
          .map(([path, line]) => [`${group}/${path}`, line] as const)
          .filter(([path]) => OUTPUTS.test(path))
          .map(
            ([path, line]) =>
              [
                path,
                path.endsWith('.a') ? archiveDigest(readFileSync(join(this.root, path))) : line,
              ] as const,
          ),
      ),
    )
  }

  /** Everything that is in the repository but what runs keep for themselves, packages and git's own. */
  tree(): Listing {
    return listingOf(this.root, { without: (path) => /^(\.git|\.nx|node_modules|target)$/.test(path) })
  }

  /** Takes away what tasks have left, and all that is remembered; what cargo compiled stays unless `cold`. */
  forget({ cold = false } = {}): void {
    for (const path of new Set(
      [...this.outputs().keys()].map((each) => each.split('/').slice(0, 3).join('/')),
    ))
      this.remove(path)
    for (const path of KEPT) if (cold || path !== 'target') this.remove(path)
    rmSync(join(this.case.home, '.cache/nx-crane/results'), { recursive: true, force: true })
  }

  /** Has cargo forget the crates of the workspace, and keep what they need from elsewhere: that takes long. */
  async forgetCrates(): Promise<void> {
    for (const args of [[], ['--target', 'wasm32-unknown-unknown']]) {
      await runProgram(
        'cargo',
        ['clean', '--offline', '--quiet', ...args, ...CRATES.flatMap((crate) => ['-p', crate])],
        {
          cwd: this.root,
          env: this.case.environment(),
          mayFail: true,
        },
      )
    }
  }

  /** Keeps all of the repository, to be brought back by {@link restore}. */
  async save(): Promise<void> {
    rmSync(this.#saved, { recursive: true, force: true })
    mkdirSync(this.#saved)
    await this.#copy(this.root, this.#saved)
  }

  async restore(): Promise<void> {
    for (const name of readdirSync(this.root)) if (name !== 'node_modules') this.remove(name)
    this.remove('node_modules/.cache')
    await this.#copy(this.#saved, this.root)
    rmSync(join(this.case.home, '.cache/nx-crane/results'), { recursive: true, force: true })
  }

  [Symbol.dispose](): void {
    this.case[Symbol.dispose]()
  }

  /** Packages of npm are never changed. */
  async #copy(from: string, to: string): Promise<void> {
    const names = readdirSync(from).filter((name) => name !== 'node_modules')
    await runProgram('cp', ['-a', ...names, to], { cwd: from })
    if (!existsSync(join(from, 'node_modules/.cache'))) return
    mkdirSync(join(to, 'node_modules'), { recursive: true })
    await runProgram('cp', ['-a', join(from, 'node_modules/.cache'), join(to, 'node_modules')], { cwd: from })
  }
}

/** A crate that leaves libraries of every kind. */
const KIT = `[package]
name = "kit"
version = "0.1.0"
edition = "2021"

[lib]
crate-type = ["cdylib", "staticlib", "rlib"]

[[bin]]
name = "kit-tool"
path = "src/main.rs"

[dependencies]
base = { path = "../base" }
`

const KIT_SOURCE = `//! Libraries of every kind.

#[no_mangle]
pub extern "C" fn kit() -> u32 {
    base::three()
}
`

function lockWithKit(lock: string): string {
  return lock.replace(
    '[[package]]\nname = "lone"',
    '[[package]]\nname = "kit"\nversion = "0.1.0"\ndependencies = [\n "base",\n]\n\n[[package]]\nname = "lone"',
  )
}
