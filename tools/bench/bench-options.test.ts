import { expect, test } from 'vitest'
import { parseBenchOptions } from './bench-options'

test('everything is measured by default', () => {
  expect(parseBenchOptions([])).toEqual({
    only: [
      'floor',
      'graph',
      'monodon',
      'build',
      'observed',
      'keys',
      'store-paths',
      'cached',
      'cached-nix',
      'derivations',
      'wasm',
      'precision',
    ],
    runs: 5,
    sizes: [300, 1000],
    tools: [],
  })
})

test('each option is taken', () => {
  const args = ['--only', 'graph,build', '--runs=2', '--sizes', '50', '--tools', 'moon,nix']
  expect(parseBenchOptions(args)).toEqual({
    only: ['graph', 'build'],
    runs: 2,
    sizes: [50],
    tools: ['moon', 'nix'],
  })
})

test.each([
  [
    ['--only', 'grahp'],
    'floor, graph, monodon, build, observed, keys, store-paths, cached, cached-nix, derivations, wasm, precision',
  ],
  [['--runs', '0'], '--runs'],
  [['--sizes', '300,many'], '"many"'],
  [['--sizse', '300'], '--sizse'],
])('%j is refused and the message has %s', (args, part) => {
  expect(() => parseBenchOptions(args)).toThrow(part)
})
