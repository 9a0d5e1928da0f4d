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
  const fits = matcher(part)
  return [...entries.keys()]
    .filter((name) => fits(name))
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

type Matcher = (name: string) => boolean

function matcher(part: string): Matcher {
  if (!isGlob(part)) return (name) => name === part
  const tokens = [...part.matchAll(TOKEN)].map(toToken)
  return (name) => matches([...name], tokens)
}

/** `[abc]` or `[!abc]`; a `]` that comes first belongs to the set. */
const SET = /\[(?:!(\][^\]]*|[^\]]+)|(?!!)(\][^\]]*|[^\]]+))\]/gsu
const TOKEN = new RegExp(`${SET.source}|.`, 'gsu')

type Token = '*' | Matcher

function toToken([token, excluded, included]: RegExpExecArray): Token {
  if (excluded !== undefined) return (character) => !inSet(excluded, character)
  if (included !== undefined) return (character) => inSet(included, character)
  if (token === '*') return '*'
  return token === '?' ? () => true : (character) => character === token
}

function inSet(set: string, character: string): boolean {
  return [...set.matchAll(/(.)-(.)|./gsu)].some(([single, from, to]) =>
    from === undefined || to === undefined ? single === character : from <= character && character <= to,
  )
}

/** Goes back to the last star only, so that no pattern takes long: a regular expression would try all ways. */
function matches(name: readonly string[], tokens: readonly Token[]): boolean {
  let position = 0
  let next = 0
  let star = -1
  let resumed = 0
  while (position < name.length) {
    const token = tokens[next]
    if (token === '*') {
      star = next++
      resumed = position
    } else if (token?.(name[position] ?? '')) {
      next++
      position++
    } else if (star >= 0) {
      next = star + 1
      position = ++resumed
    } else {
      return false
    }
  }
  return tokens.slice(next).every((token) => token === '*')
}
