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
import { dirname, join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { PackedPlugin } from '../kit/packed-plugin'
import { type Finished, runProgram } from '../kit/run-program'
import { type RunTasks, readTasks } from '../kit/run-tasks'
import type { AdoptionCase, Files } from './adoption-case'
import { linkModules, type NxMajor } from './linked-modules'
import { type NxGraph, parseNxGraph } from './nx-graph'

/** The repository of a case in a temporary directory, with Nx and, once it is added, the plugin. */
export class AdoptedRepository {
  private constructor(
    readonly root: string,
    private readonly adoption: AdoptionCase,
  ) {}

  static async create(adoption: AdoptionCase, nx: NxMajor): Promise<AdoptedRepository> {
    const root = mkdtempSync(join(tmpdir(), `nx-crane-adoption-${adoption.name}-`))
    const repository = new AdoptedRepository(root, adoption)
    repository.write({ '.gitignore': 'node_modules\n.nx\n', ...adoption.files })
    await linkModules(root, nx, adoption)
    for (const [path, text] of Object.entries(adoption.installed ?? {})) {
      repository.write({ [`node_modules/${path}`]: text })
    }
    for (const [name, dir] of Object.entries(adoption.links ?? {})) {
      const link = join(root, 'node_modules', name)
      mkdirSync(dirname(link), { recursive: true })
      symlinkSync(relative(dirname(link), join(root, dir)), link)
    }
    return repository
  }

  /** Runs Nx to its end. */
  nx(args: readonly string[]): Promise<Finished> {
    return runProgram(process.execPath, [join(this.root, 'node_modules/nx/dist/bin/nx.js'), ...args], {
      cwd: this.root,
      env: this.#environment(),
      mayFail: true,
    })
  }

  /** The graph that Nx makes, or what it says instead; `said` is what it prints to stderr. */
  async graph(): Promise<{ graph: NxGraph | null; said: readonly string[]; output: string }> {
    const file = join(this.root, '.nx/adoption-graph.json')
    mkdirSync(dirname(file), { recursive: true })
    rmSync(file, { force: true })
    const { code, stderr, output } = await this.nx(['graph', `--file=${file}`])
    // With some errors Nx writes what it has of the graph, and refuses every other command.
    const isWhole = code === 0 && existsSync(file) && !output.includes('Showing partial graph')
    return {
      graph: isWhole ? parseNxGraph(readFileSync(file, 'utf8')) : null,
      said: linesOf(stderr),
      output,
    }
  }

  /** Runs tasks and gives how each of them ended. */
  async tasks(args: readonly string[]): Promise<RunTasks> {
    const report = join(this.root, '.nx/cache/run.json')
    rmSync(report, { force: true })
    const finished = await this.nx([...args, '--outputStyle=static'])
    return readTasks(existsSync(report) ? readFileSync(report, 'utf8') : undefined, finished)
  }

  /** Puts the plugin where npm would, and adds it in the way the case says. What `init` printed, or ''. */
  async addPlugin(plugin: PackedPlugin): Promise<Finished | null> {
    cpSync(plugin.directory, join(this.root, 'node_modules/nx-crane'), { recursive: true })
    if (this.adoption.add === 'init') return await this.init()
    const nxJson = JSON.parse(this.read('nx.json')) as { plugins?: unknown[] }
    const { options } = this.adoption
    const entry = options === undefined ? 'nx-crane' : { plugin: 'nx-crane', options }
    const others = nxJson.plugins ?? []
    const plugins = this.adoption.add === 'first' ? [entry, ...others] : [...others, entry]
    this.write({ 'nx.json': `${JSON.stringify({ ...nxJson, plugins }, null, 2)}\n` })
    return null
  }

  /** `nx-crane init`, with a registry that knows no package: nothing is installed in these repositories. */
  async init(): Promise<Finished> {
    // Not in the repository: nothing of it is run for a look-up.
    const programs = mkdtempSync(join(tmpdir(), 'nx-crane-no-registry-'))
    writeFileSync(join(programs, 'npm'), '#!/bin/sh\nexit 1\n', { mode: 0o755 })
    const env = { ...this.#environment(), PATH: `${programs}:${process.env.PATH}` }
    const program = join(this.root, 'node_modules/nx-crane/dist/bin.js')
    try {
      const args = [program, 'init', '--no-install']
      return await runProgram(process.execPath, args, { cwd: this.root, env, mayFail: true })
    } finally {
      rmSync(programs, { recursive: true })
    }
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), 'utf8')
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path))
  }

  write(files: Files): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.root, path)), { recursive: true })
      writeFileSync(join(this.root, path), text)
    }
  }

  remove(path: string): void {
    rmSync(join(this.root, path), { recursive: true, force: true })
  }

  /** The caller's environment without what would reach into the repository; everything Nx keeps stays inside it. */
  #environment(): NodeJS.ProcessEnv {
    const inherited = Object.entries(process.env).filter(
      ([name]) => !/^(NX_|npm_|CI$|CARGO_TARGET_DIR$)/.test(name),
    )
    return {
      ...Object.fromEntries(inherited),
      NX_DAEMON: 'false',
      // Workers, one for each plugin, would cost a second each; what the plugins infer is the same.
      NX_ISOLATE_PLUGINS: 'false',
      NX_CACHE_DIRECTORY: join(this.root, '.nx/cache'),
      NX_WORKSPACE_DATA_DIRECTORY: join(this.root, '.nx/workspace-data'),
      NX_CRANE_CACHE_DIR: process.env.NX_CRANE_CACHE_DIR,
      NX_CRANE_RESULTS_DIR: join(this.root, '.nx/results'),
      NX_NO_CLOUD: 'true',
      NX_TUI: 'false',
      NX_INTERACTIVE: 'false',
      NO_COLOR: '1',
    }
  }
}

/**
 * What the plugin and Nx said, a line each; an indented line goes on with the one before it. What Vite and the like print of a
 * configuration that they could not load is theirs.
 */
function linesOf(text: string): string[] {
  return stripVTControlCharacters(text)
    .replace(/\n {2,}/g, ' ')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => /^(nx-crane:| NX )/.test(line))
}
