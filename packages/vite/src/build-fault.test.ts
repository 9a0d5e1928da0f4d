import { CargoError } from '@nx-crane/cargo'
import type { CompilerDiagnostic } from '@nx-crane/cargo/cli'
import { expect, test } from 'vitest'
import { faultOfBuild, faultOfError } from './build-fault'

const diagnostic = (title: string, line: number | null): CompilerDiagnostic => ({
  level: 'error',
  title,
  rendered: `\u001b[31m${title}\u001b[0m\n  as rustc shows it`,
  place: line === null ? null : { file: '/repository/src/lib.rs', line, column: 5 },
})

test('of several errors the overlay names the first and where it is, and shows all without colours', () => {
  const errors = [diagnostic('error[E0308]: mismatched types', 7), diagnostic('error: no', null)]
  const { text, payload } = faultOfBuild('chart', { status: 'failed', errors, log: 'could not compile' })
  expect(payload).toMatchObject({
    message: 'chart does not compile: error[E0308]: mismatched types (and 1 more)',
    id: '/repository/src/lib.rs',
    loc: { file: '/repository/src/lib.rs', line: 7, column: 5 },
    frame: 'error[E0308]: mismatched types\n  as rustc shows it\n\nerror: no\n  as rustc shows it',
  })
  expect(text).toContain('\u001b[31m')
})

test('where the compiler has said nothing, cargo has', () => {
  const log = 'error: failed to select a version for `serde`\n'
  const { text, payload } = faultOfBuild('chart', { status: 'failed', errors: [], log })
  expect(text).toBe(log.trim())
  expect(payload).toMatchObject({ message: 'chart does not build', frame: log.trim() })
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
  expect(faultOfError('chart', error).payload.frame).toContain(text)
})
