import { createHash } from 'node:crypto'
import type { EntryKind, SourceTree } from '@nx-crane/cargo'

/** Everything that was asked of a tree, by path. What follows from the answers alone need not be worked out twice. */
export interface Questions {
  readonly texts: readonly string[]
  readonly listings: readonly string[]
  readonly imports: readonly string[]
  readonly links: readonly string[]
}

type Scan = (text: string) => readonly string[]

/** A tree that passes every question on and keeps the answer. */
export class RecordedTree implements SourceTree {
  readonly #tree: SourceTree
  readonly #texts = new Map<string, string | undefined>()
  readonly #listings = new Map<string, ReadonlyMap<string, EntryKind> | undefined>()
  readonly #imports = new Map<string, readonly string[]>()
  readonly #links = new Map<string, boolean>()

  constructor(tree: SourceTree) {
    this.#tree = tree
  }

  read(path: string): string | undefined {
    const text = this.#tree.read(path)
    this.#texts.set(path, text)
    return text
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    const entries = this.#tree.list(path)
    this.#listings.set(path, entries)
    return entries
  }

  imports(path: string, scan: Scan): readonly string[] {
    const specifiers = this.#tree.imports?.(path, scan) ?? scan(this.#tree.read(path) ?? '')
    this.#imports.set(path, specifiers)
    return specifiers
  }

  isLink(path: string): boolean {
    const isLink = this.#tree.isLink?.(path) ?? false
    this.#links.set(path, isLink)
    return isLink
  }

  get questions(): Questions {
    return {
      texts: [...this.#texts.keys()],
      listings: [...this.#listings.keys()],
      imports: [...this.#imports.keys()],
      links: [...this.#links.keys()],
    }
  }

  /** Differs when any answer differs; the order in which a directory lists its entries does not count. */
  digest(): string {
    const answers: string[] = []
    for (const [path, text] of this.#texts) answers.push('text', path, text ?? '\0')
    for (const [path, entries] of this.#listings) answers.push('listing', path, printListing(entries))
    for (const [path, specifiers] of this.#imports) answers.push('imports', path, specifiers.join('\0'))
    for (const [path, isLink] of this.#links) answers.push('link', path, String(isLink))
    const lengths = answers.map((answer) => answer.length).join(' ')
    return createHash('sha256').update(lengths).update(answers.join('\n')).digest('base64')
  }
}

/** The digest of the answers that `tree` gives to the questions of an earlier run. */
export function askAgain(tree: SourceTree, questions: Questions, scan: Scan): string {
  const recorded = new RecordedTree(tree)
  for (const path of questions.texts) recorded.read(path)
  for (const path of questions.listings) recorded.list(path)
  for (const path of questions.imports) recorded.imports(path, scan)
  for (const path of questions.links) recorded.isLink(path)
  return recorded.digest()
}

function printListing(entries: ReadonlyMap<string, EntryKind> | undefined): string {
  if (!entries) return '\0'
  const lines: string[] = []
  for (const [name, kind] of entries) lines.push(`${name}/${kind}`)
  return lines.sort().join('\n')
}
