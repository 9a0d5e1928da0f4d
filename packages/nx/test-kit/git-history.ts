import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What an edit does: a text, null to remove, a link, or a program. */
export type Edit = string | null | { readonly link: string } | { readonly program: string }

/** A Git repository in a temporary directory. */
export class GitHistory implements Disposable {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-history-')))

  constructor() {
    this.git('init', '-q', '-b', 'main')
    this.write({ '.gitignore': 'node_modules\ntarget\n' })
  }

  git(...args: readonly string[]): string {
    return gitIn(this.root, args)
  }

  write(edits: Readonly<Record<string, Edit>>): void {
    for (const [path, edit] of Object.entries(edits)) write(join(this.root, path), edit)
  }

  /** Commits what lies there, after these edits, and gives the commit's name. */
  commit(edits: Readonly<Record<string, Edit>> = {}): string {
    this.write(edits)
    this.git('add', '-A')
    this.git('commit', '-q', '--allow-empty', '-m', 'edit')
    return this.git('rev-parse', 'HEAD')
  }

  /** A clone with `commit` checked out. */
  checkout(commit: string): string {
    const place = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-checkout-')))
    gitIn(place, ['clone', '-q', '--no-checkout', this.root, '.'])
    gitIn(place, ['checkout', '-q', '--detach', commit])
    return place
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

function write(path: string, edit: Edit): void {
  rmSync(path, { recursive: true, force: true })
  if (edit === null) return
  mkdirSync(dirname(path), { recursive: true })
  if (typeof edit === 'string') writeFileSync(path, edit)
  else if ('link' in edit) symlinkSync(edit.link, path)
  else {
    writeFileSync(path, edit.program)
    chmodSync(path, 0o755)
  }
}

const SETTINGS = [
  'user.name=a',
  'user.email=a@example.org',
  'protocol.file.allow=always',
  'core.autocrlf=false',
]

export function gitIn(cwd: string, args: readonly string[]): string {
  const settings = SETTINGS.flatMap((setting) => ['-c', setting])
  return execFileSync('git', [...settings, ...args], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
}
