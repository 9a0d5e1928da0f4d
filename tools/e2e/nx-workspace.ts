import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { type NxVersion, nodeModulesOf } from '../kit/nx-template'
import type { PackedPlugin } from '../kit/packed-plugin'
import { type Finished, type InterruptionOptions, interruptProgram, runProgram } from '../kit/run-program'
import { type RunTasks, readTasks } from '../kit/run-tasks'
import { RunningProgram } from '../kit/running-program'

export interface WorkspaceSettings {
  readonly nx: NxVersion
  readonly daemon: boolean
  readonly plugin: PackedPlugin
  readonly fixture: string
}

/** A real workspace in a temporary folder: a fixture's files, an Nx version, and the packed plugin. */
export class NxWorkspace {
  readonly #settings: WorkspaceSettings

  private constructor(
    readonly root: string,
    settings: WorkspaceSettings,
  ) {
    this.#settings = settings
  }

  static async create(settings: WorkspaceSettings): Promise<NxWorkspace> {
    const root = mkdtempSync(join(tmpdir(), `nx-crane-e2e-${settings.fixture}-`))
    cpSync(join(__dirname, 'fixtures', settings.fixture), root, { recursive: true })
    // Under its own name it would be in force inside this repository too.
    cpSync(join(root, 'gitignore'), join(root, '.gitignore'))
    rmSync(join(root, 'gitignore'))
    const modules = join(root, 'node_modules')
    await runProgram('cp', ['-al', await nodeModulesOf(settings.nx), modules], { cwd: root })
    cpSync(settings.plugin.directory, join(modules, 'nx-crane'), { recursive: true })
    const workspace = new NxWorkspace(root, settings)
    workspace.#linkPackages()
    return workspace
  }

  /** The files of this workspace in another directory, without what tasks and tools have left in them. */
  async checkOut(): Promise<NxWorkspace> {
    const root = mkdtempSync(join(tmpdir(), 'nx-crane-e2e-another-checkout-'))
    const left = new Set(['.nx', 'target', 'dist', 'pkg', 'node_modules'])
    cpSync(this.root, root, { recursive: true, filter: (path) => !left.has(basename(path)) })
    await runProgram('cp', ['-al', join(this.root, 'node_modules'), root], { cwd: root })
    const workspace = new NxWorkspace(root, this.#settings)
    await workspace.remove('node_modules/.cache')
    return workspace
  }

  get hasDaemon(): boolean {
    return this.#settings.daemon
  }

  /** Runs Nx and gives what it printed. */
  nx(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Finished> {
    const env = { ...this.environment(), ...environment }
    return runProgram(process.execPath, [this.#nxProgram, ...args], { cwd: this.root, env, mayFail: true })
  }

  /** Starts Nx and leaves it running. */
  startNx(args: readonly string[]): RunningProgram {
    return new RunningProgram([this.#nxProgram, ...args], { cwd: this.root, env: this.environment() })
  }

  /** Runs Nx and presses Ctrl-C when it has printed what `when` is about. */
  interruptNx(
    args: readonly string[],
    { env, ...options }: Omit<InterruptionOptions, 'cwd'>,
  ): Promise<Finished> {
    return interruptProgram(process.execPath, [this.#nxProgram, ...args], {
      ...options,
      cwd: this.root,
      env: { ...this.environment(), ...env },
    })
  }

  /** Runs tasks and gives how each of them ended. */
  async runMany(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<RunTasks> {
    const report = join(this.root, '.nx/cache/run.json')
    rmSync(report, { force: true })
    const finished = await this.nx(['run-many', '--outputStyle=static', ...args], environment)
    return readTasks(existsSync(report) ? readFileSync(report, 'utf8') : undefined, finished)
  }

  /** What our own command prints. */
  async command(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    const env = { ...this.environment(), ...environment }
    const program = join(this.root, 'node_modules/nx-crane/dist/bin.js')
    const { stdout } = await runProgram(process.execPath, [program, ...args], { cwd: this.root, env })
    return stdout
  }

  /** The names of all projects, sorted. */
  async projects(): Promise<string[]> {
    const { stdout, output } = await this.nx(['show', 'projects', '--json'])
    const list = stdout.split('\n').find((line) => line.startsWith('['))
    if (list === undefined) throw new Error(`nx show projects printed no list:\n${output}`)
    return (JSON.parse(list) as string[]).sort()
  }

  /** Who depends on whom in Nx's own project graph, as `from → to`, sorted, each once; npm packages left out. */
  async edges(): Promise<string[]> {
    const file = join(this.root, '.nx/graph.json')
    const { output } = await this.nx(['graph', `--file=${file}`])
    if (!existsSync(file)) throw new Error(`nx graph wrote nothing:\n${output}`)
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as {
      graph: { dependencies: Record<string, { source: string; target: string }[]> }
    }
    rmSync(file)
    // Where Nx sees an edge too it has one of its own type beside ours.
    const edges = Object.values(graph.dependencies)
      .flat()
      .filter(({ target }) => !target.startsWith('npm:'))
      .map(({ source, target }) => `${source} → ${target}`)
    return [...new Set(edges)].sort()
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path))
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true })
    writeFileSync(join(this.root, path), text)
  }

  json(path: string): Readonly<Record<string, unknown>> {
    return JSON.parse(this.read(path)) as Readonly<Record<string, unknown>>
  }

  /** Edits a file, or makes one; a change that changes nothing is a mistake of the scenario. */
  async change(path: string, edit: (text: string) => string): Promise<void> {
    const before = this.exists(path) ? this.read(path) : ''
    const after = edit(before)
    if (after === before) throw new Error(`the edit of ${path} changes nothing`)
    this.write(path, after)
    await this.settle()
  }

  async remove(path: string): Promise<void> {
    rmSync(join(this.root, path), { recursive: true, force: true })
    await this.settle()
  }

  /** A daemon hears of changes from the system, a moment later. */
  async settle(): Promise<void> {
    if (this.#settings.daemon) await new Promise((resolve) => setTimeout(resolve, 500))
  }

  /** What a program prints, run in the root; what it says instead when it fails. */
  async execute(program: string, args: readonly string[] = []): Promise<string> {
    const path = program.startsWith('/') ? program : join(this.root, program)
    if (!existsSync(path)) return `there is no ${program}`
    const { code, stdout, output } = await runProgram(path, args, {
      cwd: this.root,
      env: this.environment(),
      mayFail: true,
    })
    return code === 0 ? stdout : output
  }

  /** Stops the daemon, if there is one, and deletes the folder. */
  async dispose(keep: boolean): Promise<void> {
    if (this.#settings.daemon) await this.nx(['daemon', '--stop'])
    if (!keep) rmSync(this.root, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 })
  }

  /** The caller's environment without what would reach into the workspace; caches and database stay inside it. */
  environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(NX_(?!CRANE_CACHE)|npm_|CI$|CARGO_TARGET_DIR$)/.test(name),
    )
    return {
      ...Object.fromEntries(inherited),
      NX_DAEMON: String(this.#settings.daemon),
      NX_CACHE_DIRECTORY: join(this.root, '.nx/cache'),
      NX_WORKSPACE_DATA_DIRECTORY: join(this.root, '.nx/workspace-data'),
      NX_CRANE_RESULTS_DIR: join(this.root, '.nx/results'),
      NX_NO_CLOUD: 'true',
      NX_TUI: 'false',
      NX_INTERACTIVE: 'false',
      NO_COLOR: '1',
    }
  }

  get #nxProgram(): string {
    const manifest = JSON.parse(this.read('node_modules/nx/package.json')) as { bin: { nx: string } }
    return join(this.root, 'node_modules/nx', manifest.bin.nx)
  }

  /** What `npm install` does for the packages of the workspace itself. */
  #linkPackages(): void {
    for (const group of ['crates', 'packages']) {
      const dirs = existsSync(join(this.root, group)) ? readdirSync(join(this.root, group)) : []
      for (const dir of dirs.filter((name) => this.exists(`${group}/${name}/package.json`))) {
        const { name } = JSON.parse(this.read(`${group}/${dir}/package.json`)) as { name: string }
        const link = join(this.root, 'node_modules', name)
        mkdirSync(dirname(link), { recursive: true })
        symlinkSync(relative(dirname(link), join(this.root, group, dir)), link)
      }
    }
  }
}
