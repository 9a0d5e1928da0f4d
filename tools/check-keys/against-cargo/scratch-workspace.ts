import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'

/**
 * A small repository with a home, programs and a CARGO_HOME of its own. Paths are relative to the repository; `..` leads to
 * the directory above, where `home`, `cargo-home` and `tools` (first on PATH) are.
 */
export class ScratchWorkspace {
  readonly base: string
  readonly root: string
  readonly #environment: Record<string, string>
  #unnoticed: string[] = []

  /** @param base a directory that is not there yet */
  constructor(base: string, files: Readonly<Record<string, string>>) {
    for (const name of ['repo', 'home', 'cargo-home', 'tools']) {
      mkdirSync(join(base, name), { recursive: true })
    }
    this.base = realpathSync(base)
    this.root = join(this.base, 'repo')
    this.#environment = {
      PATH: `${join(this.base, 'tools')}:${process.env.PATH}`,
      HOME: join(this.base, 'home'),
      CARGO_HOME: join(this.base, 'cargo-home'),
      RUSTUP_HOME: process.env.RUSTUP_HOME ?? join(homedir(), '.rustup'),
      // The same sources make the same bytes, and quickly.
      CARGO_INCREMENTAL: '0',
      CARGO_PROFILE_DEV_DEBUG: '0',
      CARGO_NET_OFFLINE: 'true',
      CARGO_TERM_COLOR: 'never',
      GIT_CONFIG_NOSYSTEM: '1',
    }
    for (const [path, text] of Object.entries({ '.gitignore': IGNORED, ...files })) this.write(path, text)
    if (files['Cargo.lock'] === undefined) this.#run('cargo', 'generate-lockfile', '--quiet')
    this.#run('git', 'init', '--quiet', '--initial-branch=main')
    this.commit('first')
  }

  /** Of keys and of builds. */
  get environment(): Readonly<Record<string, string>> {
    return this.#environment
  }

  path(path: string): string {
    return join(this.root, path)
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8')
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true })
    writeFileSync(this.path(path), text)
    if (text.startsWith('#!')) chmodSync(this.path(path), 0o755)
  }

  append(path: string, text: string): void {
    this.write(path, this.read(path) + text)
  }

  /** Replaces all occurrences of a text that must be there. */
  replace(path: string, from: string, to: string): void {
    const text = this.read(path)
    if (!text.includes(from)) throw new Error(`${path} does not hold ${JSON.stringify(from)}`)
    this.write(path, text.replaceAll(from, to))
  }

  remove(path: string): void {
    rmSync(this.path(path), { recursive: true })
  }

  /** Without what cargo built. */
  clean(): void {
    rmSync(this.path('target'), { recursive: true, force: true })
  }

  move(from: string, to: string): void {
    mkdirSync(dirname(this.path(to)), { recursive: true })
    renameSync(this.path(from), this.path(to))
  }

  link(path: string, target: string): void {
    rmSync(this.path(path), { force: true })
    mkdirSync(dirname(this.path(path)), { recursive: true })
    symlinkSync(target, this.path(path))
  }

  mode(path: string, mode: number): void {
    chmodSync(this.path(path), mode)
  }

  /** Writes another text with a time before the one there, as `cp -p`, `rsync -a` and `tar` do. */
  putBack(path: string, text: string): void {
    const before = statSync(this.path(path), { throwIfNoEntry: false })?.mtime ?? new Date()
    this.write(path, text)
    const older = new Date(before.getTime() - 3_600_000)
    utimesSync(this.path(path), older, older)
    this.#unnoticed.push(path)
  }

  /** Writes another text and restores the file's time. */
  writeUnnoticed(path: string, text: string): void {
    const { atime, mtime } = statSync(this.path(path))
    this.write(path, text)
    utimesSync(this.path(path), atime, mtime)
    this.#unnoticed.push(path)
  }

  /** Gives the files whose new text cargo cannot see a new time; whether there were any. */
  showUnnoticed(): boolean {
    const paths = this.#unnoticed
    this.#unnoticed = []
    for (const path of paths) this.touch(path)
    return paths.length > 0
  }

  touch(path: string): void {
    const now = new Date()
    utimesSync(this.path(path), now, now)
  }

  setVariable(name: string, value: string): void {
    this.#environment[name] = value
  }

  unsetVariable(name: string): void {
    delete this.#environment[name]
  }

  commit(message: string): void {
    this.git('add', '--all')
    this.git('commit', '--quiet', '--allow-empty', '--message', message)
  }

  git(...args: readonly string[]): void {
    this.#run(
      'git',
      '-c',
      'user.name=a',
      '-c',
      'user.email=a@example.com',
      '-c',
      'core.autocrlf=false',
      ...args,
    )
  }

  #run(program: string, ...args: readonly string[]): void {
    // Commits at a fixed time: their ids are the same in each run.
    const env = {
      ...this.#environment,
      GIT_AUTHOR_DATE: '1700000000 +0000',
      GIT_COMMITTER_DATE: '1700000000 +0000',
    }
    execFileSync(program, args, { cwd: this.root, env, stdio: ['ignore', 'ignore', 'pipe'] })
  }
}

const IGNORED = 'target\nnode_modules\n'
