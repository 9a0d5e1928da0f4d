import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { GitHistory, gitIn } from '../../test-kit/git-history'
import { comparedRevisions, revisionNames } from './compared-revisions'
import { GitRepository } from './git-repository'
import { resolveCommit } from './resolve-commit'

let history: GitHistory
beforeEach(() => {
  history = new GitHistory()
})
afterEach(() => history[Symbol.dispose]())

function repositoryAt(root: string): GitRepository {
  const found = GitRepository.around(root, process.env)
  if (found === null) throw new Error('there is no repository')
  return found
}

test('branches, tags and abbreviated hashes are commits, as are steps from them', () => {
  const first = history.commit({ a: '1' })
  const second = history.commit({ a: '2' })
  history.git('tag', '-a', 'v1', '-m', 'annotated', first)
  const repository = repositoryAt(history.root)
  for (const name of ['v1', 'HEAD~1', 'main~', first.slice(0, 10)])
    expect(resolveCommit(repository, name)).toBe(first)
  expect(resolveCommit(repository, 'refs/heads/main')).toBe(second)
})

test.each([
  ['--output=/tmp/x', 'INVALID_REVISION'],
  ['-h', 'INVALID_REVISION'],
  ['', 'INVALID_REVISION'],
  ['a\nb', 'INVALID_REVISION'],
  ['main..main', 'UNKNOWN_REVISION'],
  ['HEAD:a', 'UNKNOWN_REVISION'],
  ['$(touch x)', 'UNKNOWN_REVISION'],
  ['origin/main', 'UNKNOWN_REVISION'],
])('%j is refused with %s', (name, code) => {
  history.commit({ a: '1' })
  expect(() => resolveCommit(repositoryAt(history.root), name)).toThrow(expect.objectContaining({ code }))
})

test('a name that is a branch and a tag is refused, since git would take the tag', () => {
  history.commit({ a: '1' })
  history.git('tag', 'main')
  history.commit({ a: '2' })
  const repository = repositoryAt(history.root)
  expect(() => resolveCommit(repository, 'main')).toThrow(/refs\/heads\/main/)
  expect(resolveCommit(repository, 'refs/heads/main')).toBe(history.git('rev-parse', 'refs/heads/main'))
})

test('what a shallow clone lacks is said with how to get it', () => {
  const first = history.commit({ a: '1' })
  history.commit({ a: '2' })
  const place = realpathSync(mkdtempSync(join(tmpdir(), 'nx-crane-shallow-')))
  try {
    gitIn(place, ['clone', '-q', '--depth=1', `file://${history.root}`, '.'])
    const repository = repositoryAt(place)
    for (const name of [first, 'HEAD~1'])
      expect(() => resolveCommit(repository, name)).toThrow(/fetch-depth: 0.*git fetch --deepen/)
  } finally {
    rmSync(place, { recursive: true })
  }
})

test('the base is where the histories part; where they share nothing it is itself, which is said', () => {
  const common = history.commit({ a: '1' })
  history.git('checkout', '-q', '-b', 'topic')
  const head = history.commit({ b: '1' })
  history.git('checkout', '-q', 'main')
  const tip = history.commit({ a: '2' })
  const repository = repositoryAt(history.root)
  expect(comparedRevisions(repository, { base: 'main', head: 'topic' })).toEqual({
    base: common,
    head,
    notes: [],
  })
  expect(comparedRevisions(repository, { base: 'topic', head: null })).toEqual({
    ...{ base: common, head: null, notes: [] },
  })
  history.git('checkout', '-q', '--orphan', 'other')
  const other = history.commit()
  expect(comparedRevisions(repository, { base: 'main', head: 'other' })).toEqual({
    ...{ base: tip, head: other },
    notes: [expect.stringContaining('main and other have no commit in common')],
  })
})

// As `splitArgsIntoNxArgsAndOverrides` and `getBaseRef` of Nx 23.3.1 have it.
test.each([
  [{}, {}, undefined, { base: 'main', head: null }],
  [{}, {}, { defaultBase: 'trunk', affected: { defaultBase: 'old' } }, { base: 'trunk', head: null }],
  [{}, {}, { affected: { defaultBase: 'old' } }, { base: 'old', head: null }],
  [{}, { NX_BASE: 'b', NX_HEAD: 'h' }, { defaultBase: 'trunk' }, { base: 'b', head: 'h' }],
  [{ base: 'x' }, { NX_BASE: 'b', NX_HEAD: '' }, undefined, { base: 'x', head: null }],
  [{ base: 'x', head: 'y' }, { NX_BASE: 'b', NX_HEAD: 'h' }, undefined, { base: 'x', head: 'y' }],
])('options %j, variables %j and nx.json %j name %j', (given, env, nxJson, names) => {
  const { base, head } = { base: undefined, head: undefined, ...given }
  expect(revisionNames({ base, head }, { env, nxJson })).toEqual(names)
})
