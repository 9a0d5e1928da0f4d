import { expect, test } from 'vitest'
import { debugInfoArgs, withDebugInfo } from './debug-info'

test.each([
  ['names', ['--config', 'profile.release.strip="none"'], { wasmOpt: ['-O', '-g'], bindgenArgs: [] }],
  [
    'dwarf',
    ['--config', 'profile.release.strip="none"', '--config', 'profile.release.debug=2'],
    { wasmOpt: ['-O', '-g'], bindgenArgs: ['--keep-debug'] },
  ],
] as const)('%s stay in from cargo to wasm-opt', (debug, args, settings) => {
  expect(debugInfoArgs('release', debug)).toEqual(args)
  expect(withDebugInfo({ wasmOpt: ['-O'], bindgenArgs: [] }, debug)).toEqual(settings)
})

test('a module that is not optimised is not optimised for it, and nothing is asked for twice', () => {
  expect(withDebugInfo({ wasmOpt: null, bindgenArgs: ['--keep-debug'] }, 'dwarf')).toEqual({
    wasmOpt: null,
    bindgenArgs: ['--keep-debug'],
  })
})
