import { childPath, resolvePath } from '../repository-path'
import type { SourceTree } from '../source-tree'

/**
 * The files and directories below `dir` that a glob of `workspace.members` matches, sorted. `*` and `?` match any
 * character but `/` (a leading dot too), `[…]` a set, `**` any number of directories.
 */
export function expandGlob(tree: SourceTree, dir: string, pattern: string): string[] {
  if (pattern.startsWith('/')) return []
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.')
  return [...new Set(expand(tree, dir, parts))].sort()
}

/** Why Cargo would refuse a pattern, or null. */
export function globFault(pattern: string): string | null {
  if (/\*{3}/.test(pattern)) return 'wildcards are either * or **'
  if (/[^/]\*\*|\*\*[^/]/.test(pattern)) return '** must stand alone between slashes'
  return pattern.replace(SET, '').includes('[') ? 'a [ is not closed' : null
}

/** Whether a member entry is a pattern rather than the name of one directory. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern)
}

function expand(tree: SourceTree, dir: string, parts: readonly string[]): string[] {
  const [part, ...rest] = parts
  if (part === undefined) return [dir]
  if (part === '..') {
    const parent = resolvePath(dir, '..')
    return parent === null ? [] : expand(tree, parent, rest)
  }
  const entries = tree.list(dir)
  if (!entries) return []
  if (part === '**') return expandAnyDepth(tree, dir, { rest, entries })
  const matches = matcher(part)
  return [...entries.keys()]
    .filter((name) => matches(name))
    .flatMap((name) => expand(tree, childPath(dir, name), rest))
}

interface AnyDepth {
  readonly rest: readonly string[]
  readonly entries: ReadonlyMap<string, string>
}

function expandAnyDepth(tree: SourceTree, dir: string, { rest, entries }: AnyDepth): string[] {
  const below = [...entries]
    .filter(([name, kind]) => kind === 'directory' && !tree.isLink?.(childPath(dir, name)))
    .flatMap(([name]) => expand(tree, childPath(dir, name), ['**', ...rest]))
  return rest.length === 0 ? [dir, ...below] : [...expand(tree, dir, rest), ...below]
}

function matcher(part: string): (name: string) => boolean {
  if (!isGlob(part)) return (name) => name === part
  const expression = new RegExp(`^${part.replace(TOKEN, toExpression)}$`, 'su')
  return (name) => expression.test(name)
}

/** `[abc]` or `[!abc]`; a `]` that comes first belongs to the set. */
const SET = /\[(?:!(\][^\]]*|[^\]]+)|(?!!)(\][^\]]*|[^\]]+))\]/gsu
const TOKEN = new RegExp(`${SET.source}|.`, 'gsu')

function toExpression(token: string, excluded: string | undefined, included: string | undefined): string {
  if (excluded !== undefined) return toClass(excluded, true)
  if (included !== undefined) return toClass(included, false)
  if (token === '*') return '.*'
  return token === '?' ? '.' : literal(token)
}

function toClass(set: string, negated: boolean): string {
  const ranges = [...set.matchAll(/(.)-(.)|./gsu)].flatMap(([single, from, to]) => {
    if (from === undefined || to === undefined) return literal(single)
    return from <= to ? `${literal(from)}-${literal(to)}` : []
  })
  return `[${negated ? '^' : ''}${ranges.join('')}]`
}

function literal(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`
}
