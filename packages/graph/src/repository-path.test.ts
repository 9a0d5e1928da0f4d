import { describe, expect, test } from 'vitest'
import { ancestorsOf, isWithin, normalizePath, resolvePath } from './repository-path'

describe('a path seen from a directory', () => {
  test.each([
    ['crates/app', '../engine', 'crates/engine'],
    ['crates/app', './x/../src/main.rs', 'crates/app/src/main.rs'],
    ['crates/app', '../..', ''],
    ['crates/app', 'src/bin/a.b.rs', 'crates/app/src/bin/a.b.rs'],
    ['', 'src/lib.rs', 'src/lib.rs'],
    ['a', '..hidden/x', 'a/..hidden/x'],
    ['.hidden/a', '../b', '.hidden/b'],
    ['a', 'b//c/', 'a/b/c'],
  ])('%s, %s is %s', (dir, path, expected) => {
    expect(resolvePath(dir, path)).toBe(expected)
  })

  test.each([
    ['crates/app', '../../../x', '../x'],
    ['', '..', '..'],
    ['a', '../../../../b', '../../../b'],
    ['a', '/etc', '/etc'],
  ])('%s, %s leaves the repository', (dir, path, normal) => {
    expect(resolvePath(dir, path)).toBeNull()
    expect(normalizePath(dir, path)).toBe(normal)
  })
})

test('a directory holds itself and what lies below it, not what only begins alike', () => {
  expect(isWithin('a/b', 'a/b')).toBe(true)
  expect(isWithin('a/b', 'a/b/c')).toBe(true)
  expect(isWithin('a/b', 'a/bc')).toBe(false)
  expect(isWithin('', 'anything')).toBe(true)
})

test('the directories above one are given from the nearest to the root', () => {
  expect(ancestorsOf('a/b/c')).toEqual(['a/b', 'a', ''])
  expect(ancestorsOf('')).toEqual([])
})
