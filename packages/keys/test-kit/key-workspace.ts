import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { CargoError, TaskKind } from '@nx-crane/graph'
import { type ComputeKeysOptions, computeKeys } from '../src/cli/compute-keys'

/** A Cargo workspace in a temporary directory, for tests that edit it and look at which keys change. */
export class KeyWorkspace implements Disposable {
  readonly root: string
  readonly memoDir: string
  /** Where programs of the machine lie: not in the repository. */
  readonly tools: string
  readonly environment: Record<string, string>

  constructor(files: Readonly<Record<string, string>>) {
    this.root = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-keys-')))
    this.memoDir = join(this.root, 'node_modules/.cache/nx-crane')
    for (const [path, text] of Object.entries(files)) this.write(path, text)
    this.tools = `${this.root}-tools/bin`
    this.installCompiler('1.90.0')
    this.environment = { PATH: `${this.tools}:/usr/bin:/bin`, CARGO_HOME: this.path('.cargo-home') }
  }

  path(path: string): string {
    return join(this.root, path)
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(this.path(path)), { recursive: true })
    writeFileSync(this.path(path), text)
  }

  append(path: string, text: string): void {
    this.write(path, readFileSync(this.path(path), 'utf8') + text)
  }

  /** Replaces text that must be there. */
  replace(path: string, from: string, to: string): void {
    const text = readFileSync(this.path(path), 'utf8')
    if (!text.includes(from)) throw new Error(`${path} does not hold ${JSON.stringify(from)}`)
    this.write(path, text.replace(from, to))
  }

  remove(path: string): void {
    rmSync(this.path(path), { recursive: true })
  }

  /** Puts another compiler in place of the one there. */
  installCompiler(version: string): void {
    mkdirSync(this.tools, { recursive: true })
    writeFileSync(join(this.tools, 'rustc'), compiler(version), { mode: 0o755 })
  }

  /** The same workspace in another directory. */
  copy(): KeyWorkspace {
    const copy = new KeyWorkspace({})
    cpSync(this.root, copy.root, { recursive: true, verbatimSymlinks: true })
    cpSync(this.tools, copy.tools, { recursive: true })
    return copy
  }

  /**
   * Keys by crate name, then kind; an error stands for itself. They are computed anew, and recalled from the last call:
   * both must be the same.
   */
  keys(): Map<string, Map<TaskKind, string | CargoError>> {
    const anew = computeKeys(this)
    const manifests = [...new Set(anew.map(({ crate }) => crate)), 'Cargo.toml']
    const requests = [...new Set(anew.map(({ crate }) => crate))].map((crate) => ({ crate }))
    const recalled = computeKeys({ ...this.#options(), code: 'test', manifests, requests })
    const difference = anew.find(({ digest }, index) => digest !== recalled[index]?.digest)
    if (difference) throw new Error(`${difference.kind} of ${difference.name}: another key when recalled`)
    const keys = new Map<string, Map<TaskKind, string | CargoError>>()
    for (const { name, kind, digest, error } of anew) {
      const ofCrate = keys.get(name) ?? new Map<TaskKind, string | CargoError>()
      keys.set(name, ofCrate.set(kind, digest ?? error))
    }
    return keys
  }

  #options(): ComputeKeysOptions {
    const { root, memoDir, environment } = this
    return { root, memoDir, environment }
  }

  /**
   * The crates of which some key differs from `before`, each with those kinds: `engine: build doc`. Sorted. Only kinds of which
   * the tests say when they change: a further kind is made from the same parts.
   */
  changesSince(before: Map<string, Map<TaskKind, string | CargoError>>): string[] {
    return [...this.keys()].flatMap(([name, kinds]) => {
      const changed = [...kinds].filter(
        ([kind, key]) => KINDS.has(kind) && before.get(name)?.get(kind) !== key,
      )
      return changed.length === 0 ? [] : [`${name}: ${changed.map(([kind]) => kind).join(' ')}`]
    })
  }

  [Symbol.dispose](): void {
    for (const dir of [this.root, dirname(this.tools)]) rmSync(dir, { recursive: true, force: true })
  }
}

const KINDS: ReadonlySet<TaskKind> = new Set(['build', 'test', 'lint', 'format', 'doc', 'bench', 'wasm'])

function compiler(version: string): string {
  return `#!/bin/sh\ncase "$1" in --print) echo /no/such/sysroot ;; *) printf 'rustc ${version}\\nhost: x86_64-unknown-linux-gnu\\n' ;; esac\n`
}
