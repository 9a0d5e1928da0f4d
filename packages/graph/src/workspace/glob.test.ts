import { describe, expect, test } from 'vitest'
import type { EntryKind } from '../source-tree'
import { expandGlob, globFault } from './glob'

const LISTINGS: Record<string, Record<string, EntryKind>> = {
  '': { crates: 'directory', 'tool-a': 'directory', 'tool.b': 'directory', 'README.md': 'file' },
  crates: { a: 'directory', b1: 'directory', '.dot': 'directory', deep: 'directory' },
  'crates/deep': { a: 'directory' },
}
const tree = {
  read: () => undefined,
  list: (path: string) => (LISTINGS[path] ? new Map(Object.entries(LISTINGS[path])) : undefined),
}

describe('a glob', () => {
  // each row: the members that cargo found in directories of these names
  test.each([
    ['crates/*', ['crates/.dot', 'crates/a', 'crates/b1', 'crates/deep']],
    ['crates/?', ['crates/a']],
    ['crates/[a-b]*', ['crates/a', 'crates/b1']],
    ['crates/[!a-b]*', ['crates/.dot', 'crates/deep']],
    ['crates/[b-a]', []],
    ['tool-*', ['tool-a']],
    ['tool.*', ['tool.b']],
    ['**/a', ['crates/a', 'crates/deep/a']],
    ['crates/../tool?*', ['tool-a', 'tool.b']],
    ['*', ['README.md', 'crates', 'tool-a', 'tool.b']],
    ['/abs/*', []],
    ['nowhere/*', []],
  ])('%s matches %j', (pattern, paths) => {
    expect(expandGlob(tree, '', pattern)).toEqual(paths)
  })

  test('with many stars is decided at once', () => {
    const list = () => new Map([['a'.repeat(255), 'directory' as const]])
    const before = performance.now()
    expect(expandGlob({ ...tree, list }, '', `${'a*'.repeat(60)}b`)).toEqual([])
    expect(performance.now() - before).toBeLessThan(500)
  })

  test.each(['a**', '**b', 'a/***', 'a[b', '[!]'])('%s is refused', (pattern) => {
    expect(globFault(pattern)).not.toBeNull()
  })

  test.each(['a/**', 'a[]]', '[!]]', 'plain', 'a*b?'])('%s is accepted', (pattern) => {
    expect(globFault(pattern)).toBeNull()
  })
})
