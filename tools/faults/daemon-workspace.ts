import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { runProgram } from '../kit/run-program'
import { type Contained, endLeft } from './contained-program'
import { FaultWorkspace } from './fault-workspace'
import type { Surroundings } from './piece'

/** A workspace in which the daemon of Nx runs. */
export class DaemonWorkspace implements Disposable {
  /** What the program of the workspace is made of, for who runs it. */
  readonly state = { number: 3 }
  readonly #fresh: string

  private constructor(readonly workspace: FaultWorkspace) {
    this.#fresh = join(workspace.case.directory, 'fresh')
  }

  static async create(surroundings: Surroundings): Promise<DaemonWorkspace> {
    return new DaemonWorkspace(await FaultWorkspace.create(surroundings))
  }

  /** A daemon hears of changes from the system, a moment later. */
  async settle(): Promise<void> {
    await new Promise((done) => setTimeout(done, 700))
  }

  /** What the daemon says otherwise than a process in a copy of the files, in which nothing is remembered; null when nothing. */
  async difference(): Promise<string | null> {
    const asked = await this.#graph(this.workspace.root, { NX_DAEMON: 'true' })
    await this.#copy()
    const fresh = await this.#graph(this.#fresh, { NX_DAEMON: 'false', NX_CACHE_PROJECT_GRAPH: 'false' })
    if (asked === fresh) return await this.#keyDifference()
    return `the daemon: ${firstDifference(asked, fresh)}`
  }

  /** Builds the program; gives what it says, what it should say, and what Nx printed. */
  async runTool(): Promise<[said: string, expected: string, output: string]> {
    const [, number] =
      /(\d+)\n/.exec(this.workspace.read('crates/base/src/lib.rs').replace(/^.*\{\n/s, '')) ?? []
    const target = this.workspace.read('nx.json').includes('compile') ? 'compile' : 'build'
    // Cargo builds nothing in a workspace with a manifest that it cannot read.
    if (!this.workspace.read('crates/lone/Cargo.toml').includes('[package]')) {
      this.workspace.write(
        'crates/lone/Cargo.toml',
        '[package]\nname = "lone"\nversion = "0.1.0"\nedition = "2021"\n',
      )
      await this.settle()
    }
    const program = 'crates/tool/dist/cargo/tool'
    this.workspace.remove(program)
    const { output } = await this.#nx(['run-many', '-t', target, '-p', 'tool'], { NX_DAEMON: 'true' })
    if (!this.workspace.exists(program)) return ['nothing: it is not there', 'something', output]
    const { stdout } = await runProgram(join(this.workspace.root, program), [], { cwd: this.workspace.root })
    return [stdout.trim(), `six is ${Number(number) * 2}`, output]
  }

  /** Of the daemon and of the workers of its plugins, in MB. */
  memory(): string {
    const all = processes(this.workspace.root)
    const shown = all.map(({ what, megabytes }) => `${what} ${megabytes} MB`)
    // Nx may have ended those of plugins that have nothing more to say.
    if (!all.some(({ what }) => what === 'worker')) shown.push('no worker is left')
    return shown.join(', ')
  }

  [Symbol.dispose](): void {
    endLeft()
    for (const { pid } of processes(this.workspace.root)) process.kill(pid, 'SIGKILL')
    this.workspace[Symbol.dispose]()
  }

  /** Keys are the same wherever a checkout lies. */
  async #keyDifference(): Promise<string | null> {
    const program = join(this.workspace.root, 'node_modules/nx-crane/dist/bin.js')
    const [asked, fresh] = await Promise.all(
      [this.workspace.root, this.#fresh].map((root) =>
        this.workspace.case.node([program, 'key', '--json', '--root', root]),
      ),
    )
    return asked?.stdout === fresh?.stdout
      ? null
      : `the keys: ${firstDifference(asked?.output ?? '', fresh?.output ?? '')}`
  }

  async #graph(root: string, env: NodeJS.ProcessEnv): Promise<string> {
    const file = join(this.workspace.case.temporary, 'graph.json')
    rmSync(file, { force: true })
    const { output } = await this.#nx([`graph`, `--file=${file}`], env, root)
    try {
      return JSON.stringify(sorted(JSON.parse(readFileSync(file, 'utf8'))), null, 1)
    } catch {
      // With some errors there is no graph: then what is said must be the same.
      return output
        .replaceAll(root, '<root>')
        .split('\n')
        .filter((line) => /error|✖|nx-crane:/i.test(line))
        .join('\n')
    }
  }

  #nx(args: readonly string[], env: NodeJS.ProcessEnv, cwd = this.workspace.root): Promise<Contained> {
    const program = join(cwd, 'node_modules/nx/dist/bin/nx.js')
    return this.workspace.case.node([program, ...args], {
      cwd,
      leave: true,
      limit: 180_000,
      env: {
        NX_CACHE_DIRECTORY: join(cwd, '.nx/cache'),
        NX_WORKSPACE_DATA_DIRECTORY: join(cwd, '.nx/workspace-data'),
        NX_ISOLATE_PLUGINS: 'true',
        NX_SOCKET_DIR: join(this.workspace.case.directory, 's'),
        ...env,
      },
    })
  }

  async #copy(): Promise<void> {
    rmSync(this.#fresh, { recursive: true, force: true })
    const { root } = this.workspace
    await runProgram('mkdir', [this.#fresh], { cwd: root })
    const names = readdirSync(root).filter((name) => !['.nx', 'target', 'node_modules'].includes(name))
    await runProgram('cp', ['-a', ...names, this.#fresh], { cwd: root })
    await runProgram('cp', ['-a', 'node_modules', this.#fresh], { cwd: root })
    rmSync(join(this.#fresh, 'node_modules/.cache'), { recursive: true, force: true })
  }
}

interface DaemonProcess {
  readonly pid: number
  readonly what: string
  readonly megabytes: number
}

/** Processes of Nx that stay, whose directory is the workspace. */
function processes(root: string): DaemonProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return []
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
      const [, kind] = /(daemon\/server\/start|plugin-worker)/.exec(command) ?? []
      const environment = readFileSync(`/proc/${name}/environ`, 'utf8')
      if (kind === undefined || !environment.includes(`${root}/.nx`)) return []
      const [, kilobytes] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8')) ?? []
      const what = kind === 'plugin-worker' ? 'worker' : 'daemon'
      return [{ pid: Number(name), what, megabytes: Math.round(Number(kilobytes) / 1024) }]
    } catch {
      return [] // it has ended
    }
  })
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  )
}

function firstDifference(asked: string, fresh: string): string {
  const [left, right] = [asked.split('\n'), fresh.split('\n')]
  const at = left.findIndex((line, index) => line !== right[index])
  const from = Math.max(0, at - 3)
  return `line ${at}: ${JSON.stringify(left.slice(from, at + 3).join(' '))}, a fresh process: ${JSON.stringify(right.slice(from, at + 3).join(' '))}`
}
