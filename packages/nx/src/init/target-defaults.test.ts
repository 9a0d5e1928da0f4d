import { describe, expect, test } from 'vitest'
import { parseOptions } from '../infer/options'
import { mendHiddenWasmInputs, shieldTargets } from './target-defaults'

const options = parseOptions(undefined)
const nxJson = (targetDefaults: unknown) => JSON.stringify({ targetDefaults }, null, 2)
const defaultsIn = (text: string) =>
  (JSON.parse(text) as { targetDefaults: Record<string, unknown> }).targetDefaults
const wasmInput = { dependentTasksOutputFiles: '**/pkg/**/*', transitive: true }

describe('an executor gets an entry of its own when an entry would reach our targets', () => {
  test.each([
    ['by name', { build: { cache: true } }, ['nx-crane:cargo']],
    ['by name, each executor once', { build: {}, test: {}, lint: {} }, ['nx-crane:cargo']],
    ['by a glob', { 'te*': { cache: true } }, ['nx-crane:cargo']],
    ['as a list with a catch-all', { build: [{ cache: true }] }, ['nx-crane:cargo']],
    ['for running', { run: { continuous: true } }, ['nx-crane:cargo-run']],
    ['for wasm', { wasm: { cache: false } }, ['nx-crane:wasm']],
  ])('%s', (_case, targetDefaults, added) => {
    const after = defaultsIn(shieldTargets(nxJson(targetDefaults), options).text)
    expect(Object.keys(after)).toEqual([...Object.keys(targetDefaults), ...added])
    expect(after).toMatchObject(targetDefaults)
  })

  test.each([
    ['of other targets', { deploy: { cache: true } }],
    ['of other executors', { '@nx/js:tsc': { cache: true } }],
    ['that is there already', { build: {}, 'nx-crane:cargo': { cache: false } }],
    ['for another plugin only', { build: [{ filter: { plugin: '@nx/vite' }, cache: true }] }],
    ['for another executor only', { build: [{ filter: { executor: 'nx:run-commands' }, cache: true }] }],
  ])('but not for an entry %s', (_case, targetDefaults) => {
    const before = nxJson(targetDefaults)
    expect(shieldTargets(before, options)).toEqual({ text: before, notes: [] })
  })

  test('under the name that the options give a target', () => {
    const renamed = parseOptions({ targets: { build: 'cargo-build', doc: false } })
    const before = nxJson({ build: { cache: true }, doc: { cache: true } })
    expect(shieldTargets(before, renamed).text).toBe(before)
    expect(Object.keys(defaultsIn(shieldTargets(nxJson({ 'cargo-build': {} }), renamed).text))).toContain(
      'nx-crane:cargo',
    )
  })
})

describe('inputs that look at dependencies look at their wasm packages too', () => {
  test.each([
    ['a named input', ['production', '^production']],
    ['an object', [{ input: 'default', dependencies: true }]],
  ])('%s', (_case, inputs) => {
    const after = mendHiddenWasmInputs(nxJson({ build: { cache: true, inputs } }), options)
    expect(defaultsIn(after.text)).toEqual({ build: { cache: true, inputs: [...inputs, wasmInput] } })
    expect(after.notes).toHaveLength(1)
  })

  test('in the entries of a list', () => {
    const after = mendHiddenWasmInputs(
      nxJson({ build: [{ cache: true }, { inputs: ['^default'] }] }),
      options,
    )
    expect(defaultsIn(after.text)).toEqual({ build: [{ cache: true }, { inputs: ['^default', wasmInput] }] })
  })

  test.each([
    ['that look at their own project only', ['default', '{workspaceRoot}/tool.json']],
    ['that add to the inferred ones', ['...', '^production']],
    ['that name outputs of dependencies', ['^production', { dependentTasksOutputFiles: '**/*.d.ts' }]],
  ])('but not inputs %s', (_case, inputs) => {
    const before = nxJson({ build: { inputs } })
    expect(mendHiddenWasmInputs(before, options)).toEqual({ text: before, notes: [] })
  })
})
