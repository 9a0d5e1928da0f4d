import { hash } from 'node:crypto'
import { FileStats, type Observation, type ObservedDisk } from '@nx-crane/files'
import { importScanner } from './imports/import-scanner'
import { rustReadsAt } from './reads/rust-reads'
import { parentDir } from './repository-path'
import type { EntryKind, SourceTree } from './source-tree'

/** What a tree can be asked about a path. */
export type TreeQuestion = 'text' | 'listing' | 'imports' | 'link' | 'target'

/** A tree that passes every question on and keeps the answer. */
export class RecordedTree implements SourceTree {
  readonly #tree: SourceTree
  /** What changes from here on may be missing in an answer. */
  readonly #start = Date.now()
  readonly #texts = new Map<string, string | undefined>()
  readonly #listings = new Map<string, ReadonlyMap<string, EntryKind> | undefined>()
  readonly #imports = new Map<string, readonly string[]>()
  readonly #links = new Map<string, boolean>()
  readonly #targets = new Map<string, string | undefined>()

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

  imports(path: string, scan: (text: string) => readonly string[]): readonly string[] {
    const known = this.#imports.get(path)
    if (known !== undefined) return known
    const specifiers = this.#tree.imports?.(path, scan) ?? scan(this.#tree.read(path) ?? '')
    this.#imports.set(path, specifiers)
    return specifiers
  }

  isLink(path: string): boolean {
    const isLink = this.#tree.isLink?.(path) ?? false
    this.#links.set(path, isLink)
    return isLink
  }

  /** What was not asked is answered by the listing of the directory: with links in it, it has no stamp. */
  hasLinks(path: string): boolean {
    return this.#tree.hasLinks?.(path) ?? false
  }

  linkTarget(path: string): string | undefined {
    const target = this.#tree.linkTarget?.(path)
    this.#targets.set(path, target)
    return target
  }

  unreadable(): ReadonlyMap<string, string> {
    return this.#tree.unreadable?.() ?? new Map()
  }

  /** @param root absolute path of the directory that the tree shows */
  observations(root: string): Observation<TreeQuestion>[] {
    const stats = new FileStats(root)
    // Whether something was there when it was asked for, nobody knows once it is gone.
    const stamp = (path: string) => (stats.of(path).stats ? stats.settledStamp(path, this.#start) : null)
    const found: Observation<TreeQuestion>[] = []
    for (const [path, text] of this.#texts) found.push(['text', path, stamp(path), printText(text)])
    for (const [path, specifiers] of this.#imports)
      found.push(['imports', path, stamp(path), printImports(specifiers)])
    /** Without links: their stamp covers their entries. */
    const plain = new Set<string>()
    for (const [path, entries] of this.#listings) {
      const isPlain = entries !== undefined && !this.#tree.hasLinks?.(path)
      if (isPlain) plain.add(path)
      found.push(['listing', path, isPlain ? stamp(path) : null, printListing(entries)])
    }
    for (const [path, isLink] of this.#links)
      if (!plain.has(parentDir(path))) found.push(['link', path, null, String(isLink)])
    for (const [path, target] of this.#targets) found.push(['target', path, null, target ?? ''])
    return found
  }
}

/** The repository that `tree` shows, for what was observed of it. */
export function treeDisk(tree: SourceTree, stats: FileStats): ObservedDisk<TreeQuestion> {
  return { stats, ask: (question, path) => ask(tree, question, path) }
}

function ask(tree: SourceTree, question: TreeQuestion, path: string): string {
  switch (question) {
    case 'text':
      return printText(tree.read(path))
    case 'listing':
      return printListing(tree.list(path))
    case 'imports':
      return printImports(importsOf(tree, path))
    case 'link':
      return String(tree.isLink?.(path) ?? false)
    case 'target':
      return tree.linkTarget?.(path) ?? ''
  }
}

function importsOf(tree: SourceTree, path: string): readonly string[] {
  const scan = path.endsWith('.rs') ? rustReadsAt(path) : (importScanner(path) ?? (() => []))
  return tree.imports?.(path, scan) ?? scan(tree.read(path) ?? '')
}

function printText(text: string | undefined): string {
  return text === undefined ? '' : hash('sha256', text, 'base64')
}

function printImports(specifiers: readonly string[]): string {
  return specifiers.join('\n')
}

/** The entries of a directory as a text, whatever their order. */
export function printListing(entries: ReadonlyMap<string, EntryKind> | undefined): string {
  if (!entries) return '-'
  const lines: string[] = []
  for (const [name, kind] of entries) lines.push(`${name}/${kind[0]}`)
  return lines.sort().join('\n')
}
