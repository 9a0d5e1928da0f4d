import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** A clone of a repository, in which its commits are checked out one after the other. */
export class ScratchHistory implements Disposable {
  private constructor(readonly root: string) {}

  static of(repository: string): ScratchHistory {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-history-')))
    git(root, ['clone', '--quiet', '--shared', '--no-checkout', '--', resolve(repository), '.'])
    return new ScratchHistory(root)
  }

  /** The last commits of the branch, the newest first; of a merge, what it was merged into. */
  commits(count: number): string[] {
    const listed = git(this.root, ['rev-list', '--first-parent', `--max-count=${count}`, 'HEAD'])
    return listed.trim().split('\n')
  }

  checkOut(commit: string): void {
    git(this.root, ['checkout', '--quiet', '--force', '--detach', commit])
  }

  /** Adds what the manifests in `directory` declare to those of this commit that declare nothing. */
  declare(directory: string): void {
    for (const path of git(this.root, ['ls-files', '-z', '--', 'Cargo.toml', '**/Cargo.toml']).split('\0')) {
      const from = join(resolve(directory), path)
      if (path === '' || !existsSync(from)) continue
      const declared = DECLARATION.exec(readFileSync(from, 'utf8'))
      const manifest = join(this.root, path)
      if (declared && !DECLARATION.test(readFileSync(manifest, 'utf8')))
        appendFileSync(manifest, `\n${declared[0]}`)
    }
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** The table to the next one. */
const DECLARATION = /^\[package\.metadata\.nx-crane\]\n(?:(?!\[).*\n?)*/m

function git(cwd: string, args: readonly string[]): string {
  return execFileSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
}
