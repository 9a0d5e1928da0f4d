import { expect, test } from 'vitest'
import { parseOptions } from '../infer/options'
import { doesNothing, planEmptyScripts } from './empty-scripts'

test.each<[string, boolean]>([
  ['echo "Error: no test specified" && exit 1', true], // npm init
  ['echo "no tests" && exit 0', true],
  ["echo 'none; yet'; true", true],
  ['exit 0', true],
  ['', true],
  [':', true],
  ['echo done > dist/done', false],
  ['echo $(wasm-pack build)', false],
  ['echo "`date`"', false],
  ['echo building && wasm-pack build', false],
  ['echo a | tee b', false],
  ['true-ish', false],
  ['exit $CODE', false],
])('%j does nothing: %s', (script, expected) => expect(doesNothing('test', script)).toBe(expected))

test('a script that always fails stands for itself, but for the test of npm init', () => {
  expect([
    doesNothing('build', 'exit 1'),
    doesNothing('build', 'echo x'),
    doesNothing('test', 'exit 1'),
  ]).toEqual([false, true, true])
})

test('only a script of a target’s name that does nothing is kept from Nx', () => {
  const manifest = {
    name: 'chart',
    scripts: { test: 'echo "no tests" && exit 0', build: 'wasm-pack build', start: 'echo hello' },
  }
  const plan = planEmptyScripts('crates/chart/package.json', JSON.stringify(manifest), parseOptions({}))
  expect(plan.files.map(({ text }) => JSON.parse(text))).toEqual([
    { ...manifest, nx: { includedScripts: ['build', 'start'] } },
  ])
  expect(plan.notes).toEqual([expect.stringContaining('the script "test" does nothing')])
  const [planned] = plan.files
  expect(planEmptyScripts('x', planned?.text ?? '', parseOptions({}))).toEqual({ files: [], notes: [] })
})
