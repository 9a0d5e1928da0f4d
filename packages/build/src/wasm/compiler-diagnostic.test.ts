import { expect, test } from 'vitest'
import { type CargoMessage, parseCargoMessage } from '../cargo-message'
import { toDiagnostic } from './compiler-diagnostic'

const names = {
  workspaceDir: '/home/me/repository',
  prefixes: [
    ['/home/me', '/repository'],
    ['/home/me/repository', '/workspace'],
  ],
} as const

/** As cargo 1.95 prints them, without what is not read. */
function message(level: string, span: object | null, code: string | null = null) {
  const spans =
    span === null ? [] : [{ is_primary: false, file_name: 'other.rs', line_start: 1, column_start: 1 }, span]
  const text = JSON.stringify({
    reason: 'compiler-message',
    message: {
      level,
      code: code && { code },
      message: 'mismatched types',
      spans,
      rendered: 'as rustc shows it\n\n',
    },
  })
  return parseCargoMessage(text) as Extract<CargoMessage, { reason: 'compiler-message' }>
}
const span = (file_name: string, expansion: object | null = null) => ({
  ...{ is_primary: true, file_name, line_start: 4, column_start: 9, expansion },
})
const macroCall = { span: { ...span('crates/app/src/main.rs'), line_start: 12, is_primary: false } }

test.each([
  ['of the workspace', span('crates/app/src/lib.rs'), '/home/me/repository/crates/app/src/lib.rs:4'],
  ['beside the workspace', span('/repository/shared/lib.rs'), '/home/me/shared/lib.rs:4'],
  ['elsewhere', span('/usr/src/lib.rs'), '/usr/src/lib.rs:4'],
  ['in a macro', span('<macro>', macroCall), '/home/me/repository/crates/app/src/main.rs:12'],
])('the place of an error in a file %s', (_, where, expected) => {
  const { place } = toDiagnostic(message('error', where), names)
  expect(place && `${place.file}:${place.line}`).toBe(expected)
})

test.each([
  ['error', 'E0308', 'error', 'error[E0308]: mismatched types'],
  ['error: internal compiler error', null, 'error', 'error: internal compiler error: mismatched types'],
  ['warning', 'dead_code', 'warning', 'warning[dead_code]: mismatched types'],
])('a message of level %s', (level, code, expected, title) => {
  expect(toDiagnostic(message(level, null, code), names)).toEqual({
    ...{ level: expected, title, rendered: 'as rustc shows it', place: null },
  })
})
