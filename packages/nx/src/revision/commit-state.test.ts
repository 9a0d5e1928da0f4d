import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import {
  type DiskView,
  lstatSync as lstatSeen,
  readdirSync as readdirSeen,
  readRegularFile,
  realpathSync as realpathSeen,
  seeThrough,
  statSync as statSeen,
} from '@nx-crane/files'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Edit, GitHistory, gitIn } from '../../test-kit/git-history'
import { commitState } from './commit-state'
import { GitRepository } from './git-repository'

let history: GitHistory
beforeEach(() => {
  history = new GitHistory()
})
afterEach(() => history[Symbol.dispose]())

/** Base, then what is committed on top, then what lies there uncommitted. */
const CASES: readonly (readonly [
  string,
  Record<string, Edit>,
  Record<string, Edit>,
  Record<string, Edit>,
])[] = [
  ['edits', { 'a/x': '1', 'a/y': '1' }, { 'a/x': '2' }, { 'a/y': '3' }],
  ['added and removed files', { 'a/x': '1', 'b/c/y': '1' }, { 'a/z': '1', b: null }, { 'n/e/w': '1' }],
  ['a directory that was a file', { 'a/b': 'text', c: 'x' }, { 'a/b': null, 'a/b/d': '1' }, {}],
  ['a file that was a directory', { 'a/b/d': '1', 'a/b/e/f': '1' }, { 'a/b': 'text' }, {}],
  ['programs', { 'a/run': { program: 'x' }, b: 'x' }, { 'a/run': 'x', b: { program: 'x' } }, {}],
  [
    'links to files and directories, on the way to what is edited',
    { 'd/x': '1', l: { link: 'd' }, 'm/f': { link: '../d/x' } },
    { 'd/x': '2', 'd/y': '2', 'm/f': 'no link' },
    { l: null, 'l/own': '3' },
  ],
  ['links that were directories', { 'd/x': '1', 'e/y': '1' }, { d: { link: 'e' } }, {}],
  [
    'links that lead nowhere and around',
    { a: { link: 'b' }, b: { link: 'a' } },
    { a: { link: '..' } },
    { b: 'x' },
  ],
  [
    'line ends by attributes',
    { '.gitattributes': '*.txt eol=crlf\n', 'a.txt': 'one\ntwo\n', 'b.bin': 'one\n' },
    { '.gitattributes': null, 'a.txt': 'three\n' },
    {},
  ],
  [
    'names that mean something to globs and shells',
    { '$(x) [a]*?': '1', "it's": '1' },
    { "it's": null },
    { '-n': '' },
  ],
]

test.each(CASES)('%s: a commit is seen as a clone checks it out', (_, before, then, now) => {
  const base = history.commit(before)
  const head = history.commit(then)
  history.write(now)
  for (const commit of [base, head]) expect(seen(commit)).toEqual(checkedOut(commit))
})

test('twenty random commits are each seen from the working tree of the last as a clone checks them out', () => {
  const random = randomNumbers(7)
  const paths = ['a', 'b', 'd/a', 'd/b', 'd/e/a', 'd/e/f/a', 'e/a', 'e/f/b']
  const edit = (): Edit => {
    const kind = random(8)
    if (kind === 0) return { link: ['d', '../a', 'e/f', '../d/e'][random(4)] ?? 'a' }
    if (kind === 1) return { program: `${random(3)}` }
    return kind < 4 ? null : `text ${random(4)}\n`
  }
  const some = () => Object.fromEntries([1, 2, 3].map(() => [paths[random(paths.length)] ?? 'a', edit()]))
  const commits: string[] = []
  for (let count = 0; count < 20; count++) {
    const edits = Object.entries(some())
    for (const [path, what] of edits) tryTo(() => history.write({ [path]: what }))
    commits.push(history.commit())
  }
  for (const [path, what] of Object.entries(some())) tryTo(() => history.write({ [path]: what }))
  for (const commit of commits) expect(seen(commit), commit).toEqual(checkedOut(commit))
})

test('what git ignores is the environment of both, as after a checkout', () => {
  const base = history.commit({ 'a/x': '1' })
  history.commit({ 'a/x': '2', 'b/y': '1' })
  history.write({ 'a/target/out': 'built', 'b/target/out': 'built', 'node_modules/p/package.json': '{}' })
  expect(Object.keys(seen(base, { everything: true }))).toEqual([
    ...['.gitignore', 'a', 'a/target', 'a/target/out', 'a/x'],
    ...['node_modules', 'node_modules/p', 'node_modules/p/package.json'],
  ])
})

test('what only the working tree ignores the base does not have', () => {
  const base = history.commit({ x: '1' })
  history.commit({ '.gitignore': 'node_modules\ntarget\ngen\n' })
  history.write({ 'gen/x': 'left by a build', 'a/gen': 'the same' })
  expect(seen(base)).toEqual(checkedOut(base))
})

test('neither the checkout nor the index nor anything else in .git is touched, and no hook, filter or monitor runs', () => {
  history.write({ '.gitattributes': '*.dat filter=evil diff=evil\n', 'x.dat': 'one\n', y: 'one\n' })
  const base = history.commit()
  history.commit({ 'x.dat': 'two\n', y: 'two\n' })
  const ran = join(history.root, '../ran-by-git')
  rmSync(ran, { force: true })
  const program = join(history.root, '.git/evil')
  writeFileSync(program, `#!/bin/sh\necho "$0 $@" >> ${ran}\ncat\n`)
  chmodSync(program, 0o755)
  for (const key of ['clean', 'smudge', 'process']) history.git('config', `filter.evil.${key}`, program)
  history.git('config', 'filter.evil.required', 'true')
  history.git('config', 'diff.evil.textconv', program)
  history.git('config', 'diff.evil.command', program)
  history.git('config', 'diff.external', program)
  history.git('config', 'core.fsmonitor', program)
  mkdirSync(join(history.root, '.git/hooks'), { recursive: true })
  for (const hook of ['post-index-change', 'post-checkout', 'fsmonitor-watchman'])
    writeFileSync(join(history.root, '.git/hooks', hook), readFileSync(program), { mode: 0o755 })
  // Looks changed to git, which would compare it by its filter.
  history.write({ 'x.dat': 'two\n', y: 'two\n' })
  const before = everythingIn(history.root)
  expect(seen(base)['x.dat']).toContain(digestOf('one\n'))
  expect(everythingIn(history.root)).toEqual(before)
  expect(existsSync(ran)).toBe(false)
})

test('a submodule is seen at the commit that the base has of it', () => {
  using library = new GitHistory()
  const first = library.commit({ 'src/lib.rs': '1' })
  history.git('submodule', 'add', '-q', library.root, 'vendor/library')
  const base = history.commit()
  const second = library.commit({ 'src/lib.rs': '2', 'src/new.rs': '2' })
  gitIn(join(history.root, 'vendor/library'), ['fetch', '-q'])
  gitIn(join(history.root, 'vendor/library'), ['checkout', '-q', second])
  history.commit()
  const found = seen(base, { everything: true })
  expect(found['vendor/library/src/lib.rs']).toContain(digestOf('1'))
  expect(found['vendor/library/src/new.rs']).toBeUndefined()
  expect(first).not.toBe(second)
})

test('a commit that a submodule does not have is said', () => {
  using library = new GitHistory()
  library.commit({ x: '1' })
  history.git('submodule', 'add', '-q', library.root, 'sub')
  const base = history.commit()
  const lost = '0123456789012345678901234567890123456789'
  history.git('update-index', '--cacheinfo', `160000,${lost},sub`)
  history.git('commit', '-qm', 'lost')
  const head = history.git('rev-parse', 'HEAD')
  expect(notesOf(base)).toEqual([])
  expect(notesOf(head)).toEqual([
    expect.stringContaining(`sub: the submodule does not have the commit ${lost}`),
  ])
})

test('that a submodule moved which is not checked out is said', () => {
  using library = new GitHistory()
  library.commit({ x: '1' })
  history.git('submodule', 'add', '-q', library.root, 'sub')
  const base = history.commit()
  gitIn(join(history.root, 'sub'), ['commit', '-q', '--allow-empty', '-m', 'more'])
  history.commit()
  const head = history.git('rev-parse', 'HEAD')
  history.git('submodule', 'deinit', '-q', '-f', 'sub')
  expect(notesOf(head)).toEqual([])
  expect(notesOf(base)).toEqual([expect.stringContaining('sub: the submodule is another one in')])
})

test('a file that Git LFS keeps is seen where the clone has it, and its pointer where not', () => {
  history.git('config', 'filter.lfs.smudge', 'git-lfs smudge -- %f')
  const content = 'a large file\n'
  const pointer = (object: string) =>
    `version https://git-lfs.github.com/spec/v1\noid sha256:${object}\nsize 13\n`
  const object = digestOf(content)
  const base = history.commit({ kept: pointer(object), lost: pointer('f'.repeat(64)) })
  history.commit({ kept: 'x', lost: 'x' })
  const place = join(history.root, '.git/lfs/objects', object.slice(0, 2), object.slice(2, 4))
  mkdirSync(place, { recursive: true })
  writeFileSync(join(place, object), content)
  expect(seen(base).kept).toContain(object)
  expect(seen(base).lost).toContain(digestOf(pointer('f'.repeat(64))))
})

test('of a sparse checkout the base lacks what the working tree lacks; of two commits all is seen', () => {
  const base = history.commit({ 'in/x': '1', 'out/x': '1' })
  history.commit({ 'in/x': '2', 'out/x': '2' })
  history.git('sparse-checkout', 'set', 'in')
  expect(Object.keys(seen(base)).filter((path) => path.endsWith('/x'))).toEqual(['in/x'])
  expect(seen(base, { whole: true })).toEqual(checkedOut(base))
})

test('programs that see the disk alone get all files of the commit', () => {
  const base = history.commit({ 'a/x': '1', 'b/run': { program: '1' } })
  history.commit({ 'a/x': '2' })
  using state = stateOf(base)
  const place = state.checkout()
  expect(readFileSync(join(place, 'a/x'), 'utf8')).toBe('1')
  expect(statSync(join(place, 'b/run')).mode & 0o111).not.toBe(0)
})

function stateOf(commit: string, whole = false) {
  const repository = GitRepository.around(history.root, process.env)
  if (repository === null) throw new Error('there is no repository')
  return commitState(repository, commit, { root: history.root, whole })
}

function notesOf(commit: string): readonly string[] {
  using state = stateOf(commit)
  return state.notes
}

/** All paths of a commit as they are seen from the working tree, with what is there. */
function seen(
  commit: string,
  { everything = false, whole = false }: { readonly everything?: boolean; readonly whole?: boolean } = {},
): Record<string, string> {
  using state = stateOf(commit, whole)
  return listed(history.root, { view: state.view, everything })
}

function checkedOut(commit: string): Record<string, string> {
  const place = history.checkout(commit)
  try {
    return listed(place, { view: null, everything: false })
  } finally {
    rmSync(place, { recursive: true })
  }
}

function listed(
  root: string,
  { view, everything }: { readonly view: DiskView | null; readonly everything: boolean },
): Record<string, string> {
  return seeThrough(view, () => {
    const found: [string, string][] = []
    const queue = ['']
    for (let dir = queue.pop(); dir !== undefined; dir = queue.pop()) {
      for (const entry of readdirSeen(join(root, dir), { withFileTypes: true })) {
        const path = dir === '' ? entry.name : `${dir}/${entry.name}`
        if (entry.name === '.git' || (!everything && IGNORED.has(entry.name))) continue
        found.push([path, whatIsAt(join(root, path), root)])
        const isLink = lstatSeen(join(root, path)).isSymbolicLink()
        expect(entry.isSymbolicLink()).toBe(isLink)
        if (entry.isDirectory()) queue.push(path)
      }
    }
    return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

const IGNORED = new Set(['node_modules', 'target'])

function whatIsAt(path: string, root: string): string {
  try {
    const stats = statSeen(path)
    const real = relative(root, realpathSeen(path))
    if (stats.isDirectory()) return `directory ${real}`
    return `${(stats.mode & 0o100) !== 0 ? 'program' : 'file'} ${real} ${digestOf(readRegularFile(path))}`
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code)
  }
}

function digestOf(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

/** With times, of .git too. */
function everythingIn(root: string): string[] {
  const found: string[] = []
  const queue = [root]
  for (let dir = queue.pop(); dir !== undefined; dir = queue.pop()) {
    found.push(`${dir} ${statSync(dir).mtimeMs}`)
    for (const entry of readdirSeen(dir, { withFileTypes: true })) {
      const path = join(dir, entry.name)
      if (entry.isDirectory()) queue.push(path)
      else found.push(`${path} ${statSync(path).mtimeMs} ${digestOf(readFileSync(path))}`)
    }
  }
  return found.sort()
}

function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 16) % below
  }
}

/** An edit may not be possible: below a file, or through a link. */
function tryTo(edit: () => void): void {
  try {
    edit()
  } catch {
    // The next one.
  }
}
