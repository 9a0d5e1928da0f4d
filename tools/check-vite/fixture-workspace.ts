import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A copy of the fixture in a temporary directory, to be edited. */
export class FixtureWorkspace implements Disposable {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane check-vite-')))

  constructor() {
    cpSync(join(__dirname, 'fixtures', 'counter'), this.root, { recursive: true })
  }

  path(...segments: string[]): string {
    return join(this.root, ...segments)
  }

  read(path: string): string {
    return readFileSync(this.path(path), 'utf8')
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true })
    writeFileSync(this.path(path), text)
  }

  /** Replaces the one place where `from` stands. */
  edit(path: string, from: string | RegExp, to: string): void {
    const text = this.read(path)
    const edited = text.replace(from, to)
    if (edited === text)
      throw new Error(`${path} does not hold ${from}, or what it is replaced by is the same`)
    this.write(path, edited)
  }

  /** The number that `revision()` of the wasm crate returns. */
  setRevision(revision: number): void {
    this.edit(CRATE, /(fn revision\(\) -> u32 \{\s+)\d+/, `$1${revision}`)
  }

  remove(path: string): void {
    rmSync(this.path(path), { recursive: true, force: true })
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

/** The source of the wasm crate. */
export const CRATE = 'crates/counter/src/lib.rs'
