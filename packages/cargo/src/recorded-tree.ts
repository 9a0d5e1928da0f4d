import { hash } from 'node:crypto'
import { join } from 'node:path'
import { importScanner } from './imports/import-scanner'
import { readStamp } from './read-stamp'
import { rustReadsAt } from './reads/rust-reads'
import { parentDir } from './repository-path'
import type { EntryKind, SourceTree } from './source-tree'

type Kind = 'text' | 'listing' | 'imports' | 'link'

/**
 * One question that was asked of a tree, and its answer. While the stamp of the path is the same, so is the answer;
 * null when only asking again can tell.
 */
export type Answer = readonly [kind: Kind, path: string, answer: string, stamp: string | null]

/** A tree that passes every question on and keeps the answer. */
export class RecordedTree implements SourceTree {
  readonly #tree: SourceTree
  /** What changes from here on may be missing in an answer. */
  readonly #start = Date.now()
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

  imports(path: string, scan: (text: string) => readonly string[]): readonly string[] {
    const specifiers = this.#tree.imports?.(path, scan) ?? scan(this.#tree.read(path) ?? '')
    this.#imports.set(path, specifiers)
    return specifiers
  }

  isLink(path: string): boolean {
    const isLink = this.#tree.isLink?.(path) ?? false
    this.#links.set(path, isLink)
    return isLink
  }

  unreadable(): ReadonlyMap<string, string> {
    return this.#tree.unreadable?.() ?? new Map()
  }

  /** @param root absolute path of the directory that the tree shows */
  answers(root: string): Answer[] {
    const stamp = (path: string) => readStamp(join(root, path), this.#start) ?? null
    const answers: Answer[] = []
    for (const [path, text] of this.#texts) answers.push(['text', path, printText(text), stamp(path)])
    for (const [path, specifiers] of this.#imports)
      answers.push(['imports', path, printImports(specifiers), stamp(path)])
    /** Without links: their stamp covers their entries. */
    const plain = new Set<string>()
    for (const [path, entries] of this.#listings) {
      const isPlain = entries !== undefined && !this.#tree.hasLinks?.(path)
      if (isPlain) plain.add(path)
      answers.push(['listing', path, printListing(entries), isPlain ? stamp(path) : null])
    }
    for (const [path, isLink] of this.#links)
      if (!plain.has(parentDir(path))) answers.push(['link', path, String(isLink), null])
    return answers
  }
}

/**
 * Whether `tree`, which shows the directory `root`, answers all these questions as it did. Asks those that need it.
 *
 * @param stampOf what {@link readStamp} says of a path of the tree, for callers that know it already
 */
export function stillAnswers(
  tree: SourceTree,
  root: string,
  answers: readonly Answer[],
  stampOf: (path: string) => string | undefined = (path) => readStamp(join(root, path)),
): boolean {
  return answers.every(
    ([kind, path, answer, stamp]) =>
      (stamp !== null && stampOf(path) === stamp) || ask(tree, kind, path) === answer,
  )
}

function ask(tree: SourceTree, kind: Kind, path: string): string {
  switch (kind) {
    case 'text':
      return printText(tree.read(path))
    case 'listing':
      return printListing(tree.list(path))
    case 'imports':
      return printImports(importsOf(tree, path))
    case 'link':
      return String(tree.isLink?.(path) ?? false)
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
