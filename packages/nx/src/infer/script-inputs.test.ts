import { expect, test } from 'vitest'
import { scriptInputs, withExternals } from './script-inputs'

const withProduction = { namedInputs: { production: ['default'] } }

test.each([
  ['build', 'vite build', ['production', '^production']],
  ['build', 'rimraf dist && NODE_ENV=production npx rollup -c', ['production', '^production']],
  ['build', 'esbuild src/index.ts --bundle README.md', ['default', '^production']],
  // `tsc` with "include": ["src"] checks src/a.test.ts and writes dist/a.test.js
  ['build', 'tsc -b', ['default', '^production']],
  ['build', 'tsc && vite build', ['default', '^production']],
  ['build', 'swc src -d dist', ['default', '^production']],
  ['build', 'npm run compile', ['default', '^production']],
  ['build', 'node pack.js CHANGELOG', ['default', '^production']],
  ['test', 'vitest run', ['default', '^production']],
])('a script %j that runs %j has the inputs %j', (name, command, inputs) => {
  expect(scriptInputs({ name, command }, withProduction)).toEqual(inputs)
  expect(scriptInputs({ name, command }, {})).toEqual(['default', '^default'])
})

test('npm packages are named only where Nx finds the others along the edges of its graph', () => {
  const externals = ['typescript']
  expect(withExternals(['default', '^default'], externals)).toHaveLength(3)
  expect(withExternals(['default', '^default'], null)).toHaveLength(2)
  expect(withExternals(['default', '^{projectRoot}/x'], externals)).toHaveLength(2)
  const said = ['^default', { externalDependencies: ['vite'] }]
  expect(withExternals(said, externals)).toBe(said)
})
