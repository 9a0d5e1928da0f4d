import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { installCompiler } from './stand-in-compiler'

/** A repository that is edited and brought back to what it was. Paths are relative to its root. */
export class EditedRepository {
  readonly #root: string
  readonly #toolDirectory: string
  /** How each touched file was, null where there was none. */
  readonly #originals = new Map<string, { text: Buffer; mode: number } | null>()
  readonly #newDirectories: string[] = []
  #variables: Readonly<Record<string, string>> = {}
  #compiler: string | null = null

  /** @param toolDirectory where {@link installCompiler} has put a compiler */
  constructor(root: string, toolDirectory: string) {
    this.#root = root
    this.#toolDirectory = toolDirectory
  }

  /** What the edit has set in the environment of builds. */
  get variables(): Readonly<Record<string, string>> {
    return this.#variables
  }

  /** Names of all that the edit has to do with: files, variables, the compiler. */
  get touched(): string[] {
    const files = [...this.#originals.keys()].map((file) => relative(this.#root, file))
    return [...files, ...Object.keys(this.#variables), ...(this.#compiler === null ? [] : ['rustc'])]
  }

  read(path: string): string {
    return readFileSync(join(this.#root, path), 'utf8')
  }

  write(path: string, text: string): void {
    const file = this.#remembered(path)
    const made = mkdirSync(dirname(file), { recursive: true })
    if (made !== undefined) this.#newDirectories.push(made)
    writeFileSync(file, text)
  }

  append(path: string, text: string): void {
    this.write(path, this.read(path) + text)
  }

  /** Replaces all occurrences of a text that must be there. */
  replace(path: string, from: string, to: string): void {
    this.change(path, (text) => text.replaceAll(from, to))
  }

  change(path: string, edit: (text: string) => string): void {
    const before = this.read(path)
    const after = edit(before)
    if (after === before) throw new Error(`the edit does not change ${path}`)
    this.write(path, after)
  }

  remove(path: string): void {
    rmSync(this.#remembered(path))
  }

  rename(from: string, to: string): void {
    renameSync(this.#remembered(from), this.#remembered(to))
  }

  makeExecutable(path: string): void {
    chmodSync(this.#remembered(path), 0o755)
  }

  /** Changes the time of a file and nothing else. */
  touch(path: string): void {
    const later = new Date(Date.now() + 10_000)
    utimesSync(this.#remembered(path), later, later)
  }

  setVariable(name: string, value: string): void {
    this.#variables = { ...this.#variables, [name]: value }
  }

  /** Another version of rustc answers from now on. */
  installCompiler(version: string): void {
    this.#compiler = version
    installCompiler(this.#toolDirectory, version)
  }

  /** Undoes all edits. */
  revert(): void {
    for (const [file, original] of this.#originals) {
      if (original === null) rmSync(file, { force: true })
      else {
        writeFileSync(file, original.text)
        chmodSync(file, original.mode)
      }
    }
    for (const directory of this.#newDirectories) rmSync(directory, { recursive: true, force: true })
    installCompiler(this.#toolDirectory)
    this.#originals.clear()
    this.#newDirectories.length = 0
    this.#variables = {}
    this.#compiler = null
  }

  #remembered(path: string): string {
    const file = join(this.#root, path)
    if (!this.#originals.has(file)) {
      const mode = statSync(file, { throwIfNoEntry: false })?.mode
      this.#originals.set(file, mode === undefined ? null : { text: readFileSync(file), mode })
    }
    return file
  }
}
