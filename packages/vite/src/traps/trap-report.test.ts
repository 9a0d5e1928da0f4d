import { expect, test } from 'vitest'
import type { TrapCall } from './trap'
import { printTrap } from './trap-report'

const PLACE = { file: '/w/crates/base/src/lib.rs', line: 14, column: 10, inlined: null }
const OPTION = { file: '/w/option.rs', line: 1016, column: 0, inlined: 'unwrap<u32>' }
const CALLS: TrapCall[] = [
  { from: 'wasm', name: 'base::unwrapped', places: [OPTION, PLACE] },
  { from: 'wasm', name: 'unwrapped multivalue shim', places: [] },
  { from: 'elsewhere', text: 'onclick (http://localhost/main.js:1:2)' },
]
const REQUEST = {
  crate: 'counter',
  reason: 'RuntimeError: unreachable',
  calls: CALLS,
  site: { name: 'base::unwrapped', place: PLACE },
  frame: '> 14 |     .unwrap()',
  problem: null,
  nameOf: (file: string) => file.replace('/w/', ''),
}

test('a trap is told with its place, the code there and all calls', () => {
  const { text, overlay } = printTrap(REQUEST)
  expect(text).toBe(`counter trapped at crates/base/src/lib.rs:14:10
RuntimeError: unreachable

> 14 |     .unwrap()

    at unwrap<u32>, inlined into base::unwrapped (option.rs:1016)
    at base::unwrapped (crates/base/src/lib.rs:14:10)
    at unwrapped multivalue shim
    at onclick (http://localhost/main.js:1:2)`)
  expect(overlay).toMatchObject({
    message: 'counter trapped at crates/base/src/lib.rs:14:10\nRuntimeError: unreachable',
    id: PLACE.file,
    loc: PLACE,
    frame: REQUEST.frame,
  })
})

test('without a place the function is named, and why there is none', () => {
  const site = { name: 'base::unwrapped', place: null }
  const { text, overlay } = printTrap({ ...REQUEST, site, frame: null, problem: 'lines are not known' })
  expect(text.split('\n\n')[0]).toBe(
    'counter trapped in base::unwrapped\nRuntimeError: unreachable\n(lines are not known)',
  )
  expect(overlay).not.toHaveProperty('loc')
  expect(overlay).not.toHaveProperty('frame')
})
