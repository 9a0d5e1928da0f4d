import { describe, expect, test } from 'vitest'
import { parseOptions } from '../infer/options'
import { mendHiddenWasmInputs, shieldTargets } from './target-defaults'

const options = parseOptions(undefined)
const nxJson = (targetDefaults: unknown) => JSON.stringify({ targetDefaults }, null, 2)
const defaultsIn = (text: string) =>
  (JSON.parse(text) as { targetDefaults: Record<string, unknown> }).targetDefaults
const wasmInput = { dependentTasksOutputFiles: '**/pkg/**/*', transitive: true }

const inputs = { inputs: ['production', '^production'] }
const outputs = { outputs: ['{projectRoot}/build'] }
const dependsOn = { cache: true, dependsOn: ['^build'] }

describe('an executor gets an entry of its own when an entry would reach our targets', () => {
  test.each([
    ['by name', { test: inputs }, ['nx-crane:cargo']],
    ['by name, each executor once', { doc: inputs, test: outputs, lint: dependsOn }, ['nx-crane:cargo']],
    [
      'by name, where wasm crates have an executor of their own',
      { build: dependsOn },
      ['nx-crane:cargo', 'nx-crane:noop'],
    ],
    ['by a glob', { 'te*': inputs }, ['nx-crane:cargo']],
    ['as a list with a catch-all', { test: [inputs] }, ['nx-crane:cargo']],
    ['with options that ours do not know', { run: { options: { port: 1 } } }, ['nx-crane:cargo-run']],
    ['for wasm', { wasm: outputs }, ['nx-crane:wasm']],
  ])('%s', (_case, targetDefaults, added) => {
    const after = defaultsIn(shieldTargets(nxJson(targetDefaults), options, true).text)
    expect(Object.keys(after)).toEqual([...Object.keys(targetDefaults), ...added])
    expect(after).toMatchObject(targetDefaults)
  })

  test.each([
    ['of other targets', { deploy: inputs }],
    ['of other executors', { '@nx/js:tsc': inputs }],
    ['that is there already', { test: inputs, 'nx-crane:cargo': { cache: false } }],
    ['for another plugin only', { build: [{ filter: { plugin: '@nx/vite' }, ...inputs }] }],
    ['for another executor only', { build: [{ filter: { executor: 'nx:run-commands' }, ...inputs }] }],
    ['that replaces nothing', { build: { cache: true }, test: { parallelism: false } }],
    ['that adds to what is inferred', { build: { inputs: ['...', '{workspaceRoot}/version'] } }],
  ])('but not for an entry %s', (_case, targetDefaults) => {
    const before = nxJson(targetDefaults)
    expect(shieldTargets(before, options, true)).toEqual({ text: before, notes: [] })
  })

  test('under the name that the options give a target', () => {
    const renamed = parseOptions({ targets: { build: 'cargo-build', doc: false } })
    const before = nxJson({ build: inputs, doc: inputs })
    expect(shieldTargets(before, renamed, false).text).toBe(before)
    expect(
      Object.keys(defaultsIn(shieldTargets(nxJson({ 'cargo-build': inputs }), renamed, false).text)),
    ).toContain('nx-crane:cargo')
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
