import { expect, test } from 'vitest'
import { planDevDependencies } from './dev-dependencies'

const nx = { name: 'nx', version: '23.3.1', why: 'it runs the tasks' }

test('a package goes to its place in an ordered table', () => {
  const before = '{\n\t"devDependencies": {\n\t\t"eslint": "9.0.0",\n\t\t"vite": "8.0.0"\n\t}\n}\n'
  const { files, notes } = planDevDependencies(before, [nx], 'acme')
  expect(files[0]?.text).toBe(
    '{\n\t"devDependencies": {\n\t\t"eslint": "9.0.0",\n\t\t"nx": "23.3.1",\n\t\t"vite": "8.0.0"\n\t}\n}\n',
  )
  expect(notes).toEqual(['package.json: added nx@23.3.1 to devDependencies: it runs the tasks'])
})

test.each(['dependencies', 'devDependencies', 'optionalDependencies'])(
  'a package in %s stays as it is',
  (table) => {
    expect(planDevDependencies(JSON.stringify({ [table]: { nx: '22.0.0' } }), [nx], 'acme')).toEqual({
      files: [],
      notes: [],
    })
  },
)

test('a package that no version fits is named with the reason and not added', () => {
  const wanted = [{ name: '@nx/js', version: null, why: 'no version of it fits nx 24.0.6' }]
  expect(planDevDependencies('{}', wanted, 'acme')).toEqual({
    files: [],
    notes: ['package.json: @nx/js was not added: no version of it fits nx 24.0.6'],
  })
})

test('a repository without package.json gets a private one', () => {
  const { files } = planDevDependencies(undefined, [nx], 'acme')
  expect(JSON.parse(files[0]?.text ?? '')).toEqual({
    name: 'acme',
    version: '0.0.0',
    private: true,
    devDependencies: { nx: '23.3.1' },
  })
})
