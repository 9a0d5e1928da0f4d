import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bundleVitePlugin, vitePackageRoot } from '../bundle/bundled-vite-plugin'

/** A copy of the fixture in a temporary directory, to be edited. */
export class FixtureWorkspace implements Disposable {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane check-vite-')))

  constructor() {
    this.#copy()
  }

  /** Undoes all edits. What cargo has compiled and what is installed stays. */
  restore(): void {
    for (const name of readdirSync(this.root)) if (!KEPT.includes(name)) this.remove(name)
    this.#copy()
  }

  /** Puts `@nx-crane/vite` as it is published into `node_modules`, and links to packages that are installed elsewhere. */
  async install(installed: string, packages: readonly string[]): Promise<void> {
    this.remove('node_modules')
    const plugin = 'node_modules/@nx-crane/vite'
    await bundleVitePlugin(this.path(plugin, 'dist'))
    this.write(`${plugin}/package.json`, readFileSync(join(vitePackageRoot, 'package.json'), 'utf8'))
    for (const name of packages) symlinkSync(join(installed, name), this.path('node_modules', name))
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

  #copy(): void {
    cpSync(join(__dirname, 'fixtures', 'counter'), this.root, { recursive: true })
  }

  [Symbol.dispose](): void {
    rmSync(this.root, { recursive: true, force: true })
  }
}

const KEPT = ['target', 'node_modules']

/** The source of the wasm crate. */
export const CRATE = 'crates/counter/src/lib.rs'
