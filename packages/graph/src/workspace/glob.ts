import { globMatcher } from '../glob/glob-matcher'
import { text } from '../glob/glob-node'
import { parseGlob } from '../glob/parse-glob'
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
  return hasOpenSet(pattern) ? 'a [ is not closed' : null
}

/** In `[abc]` and `[!abc]` a `]` that comes first belongs to the set. */
function hasOpenSet(pattern: string): boolean {
  let at = pattern.indexOf('[')
  while (at !== -1) {
    const close = pattern.indexOf(']', at + (pattern[at + 1] === '!' ? 3 : 2))
    if (close === -1) return true
    at = pattern.indexOf('[', close)
  }
  return false
}

/** Whether a member entry is a pattern rather than the name of one directory. */
export function isGlob(pattern: string): boolean {
  return /[*?[]/.test(pattern)
}

/** All directories that one part leads to are found before the next part, so that none is visited twice for it. */
function expand(tree: SourceTree, dir: string, parts: readonly string[]): string[] {
  return parts.reduce((dirs, part) => [...new Set(expandPart(tree, dirs, part))], [dir])
}

function expandPart(tree: SourceTree, dirs: readonly string[], part: string): string[] {
  if (part === '..') return dirs.flatMap((dir) => resolvePath(dir, '..') ?? [])
  if (part === '**') return directoriesFrom(tree, dirs)
  const fits = matcher(part)
  return dirs.flatMap((dir) =>
    [...(tree.list(dir)?.keys() ?? [])].filter(fits).map((name) => childPath(dir, name)),
  )
}

/** The directories themselves and all below, but for those behind links. */
function directoriesFrom(tree: SourceTree, dirs: readonly string[]): string[] {
  const found = new Set(dirs.filter((dir) => tree.list(dir) !== undefined))
  for (const dir of found) {
    for (const [name, kind] of tree.list(dir) ?? []) {
      const path = childPath(dir, name)
      if (kind === 'directory' && !tree.isLink?.(path)) found.add(path)
    }
  }
  return [...found]
}

function matcher(part: string): (name: string) => boolean {
  return globMatcher(isGlob(part) ? parseGlob(part, MEMBERS) : text(part))
}

/** The crate `glob` knows no `\\` and no `^` in a set. */
const MEMBERS = { braces: false, signs: false, dots: true, sets: 'plain' } as const
