import { type EntryKind, parentDir, type SourceTree } from '@nx-crane/graph'
import type { InitPlan } from '../init/init-plan'

/**
 * A repository with what a generator would change in it: each step reads what the steps before have written. Nothing reaches
 * the disk; {@link plan} is what would.
 */
export class Draft implements SourceTree {
  readonly #base: SourceTree
  readonly #written = new Map<string, string>()
  readonly #notes: string[] = []

  constructor(base: SourceTree) {
    this.#base = base
  }

  read(path: string): string | undefined {
    return this.#written.get(path) ?? this.#base.read(path)
  }

  list(dir: string): ReadonlyMap<string, EntryKind> | undefined {
    const prefix = dir === '' ? '' : `${dir}/`
    const added = [...this.#written.keys()].flatMap((path): [string, EntryKind][] => {
      if (!path.startsWith(prefix)) return []
      const [name = '', ...rest] = path.slice(prefix.length).split('/')
      return [[name, rest.length > 0 ? 'directory' : 'file']]
    })
    const base = this.#base.list(dir)
    return added.length === 0 ? base : new Map([...(base ?? []), ...added])
  }

  isLink(path: string): boolean {
    return this.#base.isLink?.(path) ?? false
  }

  /** Whether there is a file or a directory at the path. */
  has(path: string): boolean {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return this.list(parentDir(path))?.has(name) ?? false
  }

  /** A text that is there already is no change. */
  write(path: string, text: string): void {
    if (this.read(path) !== text) this.#written.set(path, text)
  }

  /** One line for a person: what was changed, or what is left to do. */
  note(line: string): void {
    this.#notes.push(line)
  }

  /** Takes over what would be changed by a plan that was made of what the draft has. */
  include({ files, notes }: InitPlan): void {
    for (const { path, text } of files) this.write(path, text)
    for (const line of notes) this.note(line)
  }

  get plan(): InitPlan {
    const files = [...this.#written].map(([path, text]) => ({ path, text }))
    return { files: files.sort((a, b) => (a.path < b.path ? -1 : 1)), notes: this.#notes }
  }
}
