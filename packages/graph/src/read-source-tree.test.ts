import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSourceTree } from './read-source-tree'

let scratch: string
let root: string
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'source-tree-'))
  root = join(scratch, 'repo')
  mkdirSync(join(root, 'a/b'), { recursive: true })
  writeFileSync(join(root, 'a/file.txt'), 'text')
  mkdirSync(join(scratch, 'outside'))
  writeFileSync(join(scratch, 'outside/secret.txt'), 'secret')
})
afterEach(() => rmSync(scratch, { recursive: true, force: true }))

const names = (path: string) => [...(readSourceTree(root).list(path)?.entries() ?? [])].sort()

describe('a directory on the disk', () => {
  test('lists files and directories, and nothing that is not there', () => {
    expect(names('')).toEqual([['a', 'directory']])
    expect(names('a')).toEqual([
      ['b', 'directory'],
      ['file.txt', 'file'],
    ])
    expect(readSourceTree(root).list('a/file.txt')).toBeUndefined()
    expect(readSourceTree(root).list('absent')).toBeUndefined()
  })

  test('reads text, and no directory, missing or other file', () => {
    writeFileSync(join(root, 'latin1.txt'), Buffer.from([0x66, 0xfc, 0x72]))
    writeFileSync(join(root, 'marked.txt'), '\ufeffmarked')
    execFileSync('mkfifo', [join(root, 'pipe')])
    const tree = readSourceTree(root)
    expect(tree.read('a/file.txt')).toBe('text')
    expect(tree.read('marked.txt')).toBe('marked')
    expect(tree.read('latin1.txt')).toBeUndefined()
    expect(tree.read('a')).toBeUndefined()
    expect(tree.read('absent/file.txt')).toBeUndefined()
    expect(tree.list('')?.get('pipe')).toBe('other')
    expect(tree.read('pipe')).toBeUndefined()
  })

  test('is seen in one state, however the disk changes', () => {
    const tree = readSourceTree(root)
    tree.read('a/file.txt')
    writeFileSync(join(root, 'a/file.txt'), 'changed')
    writeFileSync(join(root, 'a/new.txt'), '')
    expect(tree.read('a/file.txt')).toBe('text')
    expect(tree.list('a')?.has('new.txt')).toBe(false)
  })
})

describe('symbolic links', () => {
  test('are followed within the repository', () => {
    symlinkSync('a', join(root, 'linked'))
    symlinkSync('../a/file.txt', join(root, 'a/again.txt'))
    const tree = readSourceTree(root)
    expect(tree.read('linked/file.txt')).toBe('text')
    expect(tree.read('linked/again.txt')).toBe('text')
    expect(tree.isLink?.('linked')).toBe(true)
    expect(tree.isLink?.('a')).toBe(false)
  })

  test.each([
    ['../outside', 'a directory outside'],
    ['../outside/secret.txt', 'a file outside'],
    ['link', 'itself'],
    ['nowhere', 'nothing'],
    ['.', 'the directory it lies in'],
    ['..', 'the directory above'],
  ])('to %s (%s) do not count', (target) => {
    symlinkSync(target, join(root, 'link'))
    const tree = readSourceTree(root)
    expect(tree.list('')?.has('link')).toBe(false)
    expect(tree.read('link')).toBeUndefined()
    expect(tree.read('link/secret.txt')).toBeUndefined()
  })

  test('are seen in a directory, also one that dangles', () => {
    symlinkSync('../nowhere', join(root, 'a/dangling'))
    const tree = readSourceTree(root)
    expect(tree.list('a')?.has('dangling')).toBe(false)
    expect(['', 'a', 'a/b', 'absent'].map((path) => tree.hasLinks?.(path))).toEqual([
      false,
      true,
      false,
      false,
    ])
  })

  test('that lead to each other end', () => {
    mkdirSync(join(root, 'c'))
    symlinkSync('../c', join(root, 'a/to-c'))
    symlinkSync('../a', join(root, 'c/to-a'))
    const tree = readSourceTree(root)
    expect(tree.list('a/to-c')).toBeDefined()
    expect(tree.list('a/to-c/to-a')).toBeUndefined()
  })
})
