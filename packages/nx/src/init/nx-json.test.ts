import { expect, test } from 'vitest'
import { PRODUCTION } from './named-inputs'
import { planNxJson } from './nx-json'

const withoutWasm = { hasWasmCrates: false, hasPackages: false }

test('a repository without nx.json gets one', () => {
  const { files, notes } = planNxJson(undefined, withoutWasm)
  expect(files).toEqual([
    {
      path: 'nx.json',
      text: '{\n  "$schema": "./node_modules/nx/schemas/nx-schema.json",\n  "plugins": [\n    "nx-crane"\n  ]\n}\n',
    },
  ])
  expect(notes).toHaveLength(1)
})

test('the plugin comes last, and comments, order and line ends stay', () => {
  const before =
    '{\r\n  // ours\r\n  "plugins": [\r\n    // builds\r\n    "@nx/js/typescript"\r\n  ],\r\n  "analytics": false\r\n}\r\n'
  const { files } = planNxJson(before, withoutWasm)
  expect(files[0]?.text).toBe(
    '{\r\n  // ours\r\n  "plugins": [\r\n    // builds\r\n    "@nx/js/typescript",\r\n    "nx-crane"\r\n  ],\r\n  "analytics": false\r\n}\r\n',
  )
})

test.each([
  ['by name', '{ "plugins": ["nx-crane"] }'],
  ['with options', '{ "plugins": [{ "plugin": "nx-crane", "options": { "targets": { "doc": false } } }] }'],
])('a plugin registered %s is left alone', (_case, text) => {
  expect(planNxJson(text, withoutWasm)).toEqual({ files: [], notes: [] })
})

test('a second run finds nothing to do', () => {
  const before = JSON.stringify({
    targetDefaults: { build: { dependsOn: ['^build'], inputs: ['production', '^production'] } },
  })
  const first = planNxJson(before, { hasWasmCrates: true, hasPackages: true })
  expect(first.notes).toHaveLength(5)
  expect(planNxJson(first.files[0]?.text, { hasWasmCrates: true, hasPackages: true })).toEqual({
    files: [],
    notes: [],
  })
})

test.each([
  ['{\n  "plugins": [\n}\n', 'nx.json:3'],
  ['[]', 'nx.json:1'],
])('a broken nx.json is refused with its line: %j', (text, place) => {
  expect(() => planNxJson(text, withoutWasm)).toThrow(place)
})

test('builds of TypeScript packages get inputs without tests and READMEs, where nobody has defined them', () => {
  const repository = { hasWasmCrates: false, hasPackages: true }
  const production = (text: string | undefined) =>
    (JSON.parse(planNxJson(text, repository).files[0]?.text ?? '{}') as { namedInputs?: object }).namedInputs
  expect(production(undefined)).toEqual({ production: PRODUCTION })
  const shared = { default: ['{projectRoot}/**/*', 'sharedGlobals'], sharedGlobals: [] }
  expect(production(JSON.stringify({ namedInputs: shared }))).toEqual({ ...shared, production: PRODUCTION })
  const own = { production: ['default'] }
  expect(production(JSON.stringify({ namedInputs: own }))).toEqual(own)
})
