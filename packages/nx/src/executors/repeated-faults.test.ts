import { expect, test } from 'vitest'
import { RepeatedFaults } from './repeated-faults'

const MISSING = 'the Rust compiler `rustc` was not found\n  install Rust from https://rustup.rs\n'

test('what stops several tasks is said in full once, then in a line each, and counted', () => {
  const faults = new RepeatedFaults()
  const outputs = ['a:key', 'b:key', 'c:key'].map((task) =>
    faults.outputOf(task, MISSING, `No cache key for ${task}:\n${MISSING}`),
  )
  expect(outputs).toEqual([
    `No cache key for a:key:\n${MISSING}`,
    'the Rust compiler `rustc` was not found (in full: a:key)\n',
    'the Rust compiler `rustc` was not found (in full: a:key)\n',
  ])
  expect(faults.lines()).toEqual([
    'nx-crane: 3 tasks failed for the same reason, shown in full at a:key: the Rust compiler `rustc` was not found',
  ])
})

test('different faults, and a fault of one task, are said as they are', () => {
  const faults = new RepeatedFaults()
  expect(faults.outputOf('a:build', MISSING)).toBe(MISSING)
  expect(faults.outputOf('b:build', 'error: b\n  b\n')).toBe('error: b\n  b\n')
  expect(faults.lines()).toEqual([])
})

test('one line is said by every task', () => {
  const faults = new RepeatedFaults()
  expect(['a', 'b'].map((task) => faults.outputOf(task, 'not built\n'))).toEqual([
    'not built\n',
    'not built\n',
  ])
  expect(faults.lines()).toEqual([])
})
