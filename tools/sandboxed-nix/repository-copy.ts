import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A repository in a directory of its own, with a flake, to be edited. */
export class RepositoryCopy {
  readonly directory: string

  /** @param files relative to `from`; all that there are where none are named */
  constructor(directory: string, { from, files }: { from: string; files?: readonly string[] }) {
    this.directory = directory
    for (const file of files ?? filesBelow(from)) {
      mkdirSync(dirname(join(directory, file)), { recursive: true })
      cpSync(join(from, file), join(directory, file))
    }
  }

  /** Runs `nx-crane flake`. Gives what it printed and its exit code. */
  flake(...args: readonly string[]): { code: number; output: string } {
    const root = join(__dirname, '..', '..')
    const tsx = join(root, 'node_modules/tsx/dist/cli.mjs')
    const program = [tsx, join(root, 'packages/nx/src/bin.ts'), 'flake', '--root', this.directory, ...args]
    try {
      const output = execFileSync(process.execPath, program, {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      return { code: 0, output }
    } catch (error) {
      const failed = error as { status: number; stdout: string; stderr: string }
      return { code: failed.status, output: failed.stdout + failed.stderr }
    }
  }

  read(path: string): string {
    return readFileSync(join(this.directory, path), 'utf8')
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.directory, path)), { recursive: true })
    writeFileSync(join(this.directory, path), text)
  }

  /** Makes an edit, gives what `observe` sees, and takes the edit back. */
  edited<T>(path: string, edit: (text: string) => string, observe: () => T): T {
    const before = this.read(path)
    const after = edit(before)
    if (after === before) throw new Error(`the edit of ${path} changes nothing`)
    this.write(path, after)
    try {
      return observe()
    } finally {
      this.write(path, before)
    }
  }

  remove(path: string): void {
    rmSync(join(this.directory, path), { recursive: true })
  }
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(directory.length + 1))
}
