import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { UnseenFiles } from './unseen-files'

let root: string
let lines: string[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'nx-crane-unseen-'))
  lines = []
  git('init', '--quiet')
  for (const path of ['a/Cargo.toml', 'a/src/lib.rs', '.gitignore']) write(path)
  writeFileSync(join(root, '.gitignore'), '*.log\n')
  git('add', '.')
})
afterEach(() => rmSync(root, { recursive: true }))

test('what git tracks is not reported, nor a lock that means nothing, nor what is hidden', () => {
  write('a/Cargo.lock')
  write('a/.cargo/config.toml')
  report(['a/Cargo.toml', 'a/src/lib.rs', 'a/Cargo.lock', 'a/.cargo/config.toml'])
  expect(lines).toEqual([])
})

test('the command that is printed makes git track the files, whatever they are named', () => {
  const files = ['a/src/new.rs', "a/src/it's $(touch x).rs", 'a/data/one', 'a/data/deep/two']
  for (const path of files) write(path)
  report(files)
  expect(lines).toEqual([
    "nx-crane: git does not track 4 files that the keys are made from and that `nix build` would not see: git add -N -- a/data 'a/src/it'\\''s $(touch x).rs' a/src/new.rs",
  ])
  execFileSync('sh', ['-c', /git add .*/.exec(lines[0] ?? '')?.[0] ?? 'false'], { cwd: root })
  report(files)
  expect(lines).toHaveLength(1)
})

test('many files are abbreviated by their directories', () => {
  const files = Array.from({ length: 30 }, (_, index) => `a/src/m${index}.rs`)
  for (const path of files) write(path)
  report(files)
  expect(lines[0]).toContain('git does not track 30 files')
  expect(lines[0]).toMatch(/git add -N -- a\/src$/)
})

test('what git ignores is not seen here either', () => {
  write('a/src/x.log')
  report(['a/src/x.log'])
  expect(lines).toEqual([])
})

test.each([
  ['the option', true, {}],
  ['the environment', false, { NX_CRANE_TRACK_FILES: '1' }],
])('by %s git is told of the files', (_, tracks, env) => {
  write('a/src/*.rs')
  report(['a/src/*.rs'], { tracks, env })
  expect(lines).toEqual([expect.stringContaining('git now also tracks a file')])
  expect(git('ls-files', 'a/src')).toBe('a/src/*.rs\na/src/lib.rs\n')
})

test('without a repository nothing is said', () => {
  rmSync(join(root, '.git'), { recursive: true })
  write('a/src/new.rs')
  report(['a/src/new.rs'], { tracks: false, env: { GIT_CEILING_DIRECTORIES: dirname(root) } })
  expect(lines).toEqual([])
})

function report(
  files: readonly string[],
  { tracks, env }: { tracks: boolean; env: object } = { tracks: false, env: {} },
) {
  new UnseenFiles(root, {
    env: { ...process.env, ...env },
    print: (line) => lines.push(line),
    tracks,
  }).report(files)
}

function git(...args: readonly string[]): string {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
}

function write(path: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), '')
}
