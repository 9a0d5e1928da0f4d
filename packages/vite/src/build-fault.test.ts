import type { CompilerDiagnostic } from '@nx-crane/build'
import { CargoError } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { faultOfBuild, faultOfError } from './build-fault'

const diagnostic = (title: string, line: number | null): CompilerDiagnostic => ({
  level: 'error',
  title,
  rendered: `\u001b[31m${title}\u001b[0m\n7 | code\n  as rustc shows it`,
  place: line === null ? null : { file: '/repository/src/lib.rs', line, column: 5 },
})

test('of several errors the overlay names the first and where it is, and shows all without colours', () => {
  const errors = [diagnostic('error[E0308]: mismatched types', 7), diagnostic('error: no', null)]
  const { text, payload } = faultOfBuild('chart', { status: 'failed', errors, log: 'could not compile' })
  expect(payload).toMatchObject({
    message: 'chart does not compile: error[E0308]: mismatched types (and 1 more)',
    id: '/repository/src/lib.rs',
    loc: { file: '/repository/src/lib.rs', line: 7, column: 5 },
    frame:
      'error[E0308]: mismatched types\n7 | code\n  as rustc shows it\n\nerror: no\n7 | code\n  as rustc shows it',
  })
  expect(text).toContain('\u001b[31m')
})

test.each([
  [
    '/home/me/.cargo/registry/src/index.crates.io-1949cf8c6b5b557f/getrandom-0.2.17/src/lib.rs',
    /cargo tree -i getrandom --target/,
  ],
  [
    'C:\\cargo\\registry\\src\\index.crates.io-1\\foo-bar-1.2.3-beta.1\\src\\lib.rs',
    /cargo tree -i foo-bar --target/,
  ],
])('an error in a dependency says how to go on: %s', (file, help) => {
  const errors = [{ ...diagnostic('error: not supported', 7), place: { file, line: 7, column: 5 } }]
  expect(faultOfBuild('chart', { status: 'failed', errors, log: '' }).payload.frame).toMatch(help)
})

test('an error in an own crate says no more than the compiler', () => {
  const { payload } = faultOfBuild('chart', {
    status: 'failed',
    errors: [diagnostic('error: no', 7)],
    log: '',
  })
  expect(payload.frame).not.toContain('cargo tree')
})

test('where the compiler has said nothing, cargo has', () => {
  const log = 'error: failed to select a version for `serde`\n'
  const { text, payload } = faultOfBuild('chart', { status: 'failed', errors: [], log })
  expect(text).toBe(log.trim())
  expect(payload).toMatchObject({ message: `chart does not build\n${log.trim()}` })
  expect(payload).not.toHaveProperty('loc')
})

test.each([
  [
    new CargoError('MISSING_WASM_TARGET', { message: 'no target', hint: 'run rustup' }),
    'no target\n  run rustup',
  ],
  [new Error('no space left on device'), 'no space left on device'],
  ['a text', 'a text'],
])('%s is shown', (error, text) => {
  expect(faultOfError('chart', error).payload.message).toContain(text)
})
