import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PackedPlugin } from '../kit/packed-plugin'
import { runProgram } from '../kit/run-program'
import { userPath } from '../kit/user-path'
import type { NxWorkspace } from './nx-workspace'

/** A workspace in Git, with a bare remote that CI clones: everything that a job needs is committed, the packed plugin too. */
export class CiRemote {
  /** @param workspace without a package.json of its own: crates and packages */
  static async create(workspace: NxWorkspace, plugin: PackedPlugin): Promise<CiRemote> {
    const remote = new CiRemote(workspace, mkdtempSync(join(tmpdir(), 'nx-crane-e2e-remote-')))
    mkdirSync(join(workspace.root, 'vendor'))
    copyFileSync(plugin.tarball, join(workspace.root, 'vendor/nx-crane.tgz'))
    workspace.write('.npmrc', 'prefer-offline=true\naudit=false\nfund=false\nignore-scripts=true\n')
    const env = { ...workspace.environment(), PATH: userPath() }
    await runProgram('npm', ['install', '--package-lock-only'], { cwd: workspace.root, env })
    await remote.#git(['init', '-q', '-b', 'main'])
    await remote.#git(['init', '-q', '--bare', remote.directory])
    await remote.#git(['remote', 'add', 'origin', remote.directory])
    return remote
  }

  private constructor(
    readonly workspace: NxWorkspace,
    readonly directory: string,
  ) {}

  /** Commits all that Git doesn't ignore, and pushes it; gives the commit. */
  async push(branch: string): Promise<string> {
    await this.#git(['checkout', '-q', '-B', branch])
    await this.#git(['add', '-A'])
    await this.#git(['commit', '-q', '-m', 'A change'])
    await this.#git(['push', '-q', 'origin', branch])
    return this.#git(['rev-parse', 'HEAD'])
  }

  /** What GitHub makes of a pull request: its merge into the main branch. */
  async mergeOf(branch: string): Promise<string> {
    await this.#git(['checkout', '-q', '--detach', 'main'])
    await this.#git(['merge', '-q', '--no-ff', '-m', 'Merge', branch])
    const commit = await this.#git(['rev-parse', 'HEAD'])
    await this.#git(['push', '-q', 'origin', `${commit}:refs/pull/1/merge`])
    await this.#git(['checkout', '-q', branch])
    return commit
  }

  /** A clean clone with all commits, as actions/checkout makes it with `fetch-depth: 0`. */
  async checkOut(commit: string): Promise<string> {
    const root = mkdtempSync(join(tmpdir(), 'nx-crane-e2e-job-'))
    await this.#git(['clone', '-q', '--no-checkout', `file://${this.directory}`, root])
    await this.#git(['-C', root, 'fetch', '-q', 'origin', '+refs/pull/*:refs/remotes/pull/*'])
    await this.#git(['-C', root, 'checkout', '-q', '--detach', commit])
    return root
  }

  dispose(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  async #git(args: readonly string[]): Promise<string> {
    const who = ['-c', 'user.name=ci', '-c', 'user.email=ci@example.invalid', '-c', 'commit.gpgsign=false']
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' }
    const { stdout } = await runProgram('git', [...who, ...args], { cwd: this.workspace.root, env })
    return stdout.trim()
  }
}
