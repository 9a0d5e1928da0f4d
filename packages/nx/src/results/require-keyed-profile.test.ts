import { expect, test } from 'vitest'
import { requireKeyedProfile } from './require-keyed-profile'

test.each<[Parameters<typeof requireKeyedProfile>[1], Parameters<typeof requireKeyedProfile>[2], boolean]>([
  ['build', {}, true],
  ['build', { profile: 'release' }, true],
  ['build', { profile: 'bench' }, false],
  ['build', { args: ['--profile', 'test'] }, false],
  ['build', { args: ['--locked', '--profile=bench'] }, false],
  ['test', { profile: 'test' }, true],
  ['test', { profile: 'bench' }, false],
  ['test', { args: ['--', '--profile', 'bench'] }, true],
  ['lint', { profile: 'mine' }, true],
  ['wasm', { profile: 'test' }, false],
  ['bench', { profile: 'bench' }, true],
])('%s with %j has a profile that its key holds: %s', (kind, options, isKeyed) => {
  const check = expect(() => requireKeyedProfile(`a:${kind}`, kind, options))
  if (isKeyed) check.not.toThrow()
  else check.toThrow(/inherits|does not hold/)
})
