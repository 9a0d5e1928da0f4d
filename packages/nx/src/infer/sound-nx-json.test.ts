import { expect, test } from 'vitest'
import { soundNxJson } from './sound-nx-json'

test('what is of the type that Nx expects stays as it is', () => {
  const nxJson = {
    plugins: ['@nx/js', { plugin: '@nx/vite', include: ['apps/**'], options: { a: 1 } }],
    namedInputs: { default: ['{projectRoot}/**/*', { env: 'CI' }] },
    targetDefaults: { build: { cache: true } },
    defaultBase: 'main',
  }
  expect(soundNxJson(nxJson)).toEqual(nxJson)
})

test.each([null, [], 'text', 1, true])('a document that is %j says nothing', (document) => {
  expect(soundNxJson(document)).toEqual({})
})

test('parts of other types are left out, and their neighbours stay', () => {
  expect(
    soundNxJson({
      plugins: [null, 1, { plugin: 1 }, { plugin: 'a', include: 'x', exclude: [1, 'y'] }, 'b'],
      namedInputs: { default: 'x', production: [null, 'default', []] },
      targetDefaults: [],
      defaultBase: 'main',
    }),
  ).toEqual({
    plugins: [{ plugin: 'a', exclude: ['y'] }, 'b'],
    namedInputs: { production: ['default'] },
    targetDefaults: {},
    defaultBase: 'main',
  })
})
