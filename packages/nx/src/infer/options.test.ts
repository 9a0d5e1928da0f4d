import { describe, expect, test } from 'vitest'
import { parseOptions } from './options'

describe('options', () => {
  test('without any, every target has the name of its kind and the builder is chosen', () => {
    const options = parseOptions(undefined)
    expect(options.targets.build).toEqual({ name: 'build', inputs: [], builder: 'auto' })
    expect(options.wasmOutDir).toBe('pkg')
    const all = { enabled: true, exclude: [] }
    expect(options.typescript).toEqual({ js: all, vite: all, vitest: all })
  })

  test('a target takes another name, inputs and builder, or is left out', () => {
    const { targets } = parseOptions({
      builder: 'cargo',
      targets: { build: 'cargo-build', doc: false, test: { inputs: ['{projectRoot}/data/**/*'] } },
    })
    expect(targets.build).toEqual({ name: 'cargo-build', inputs: [], builder: 'cargo' })
    expect(targets.doc).toBe(false)
    expect(targets.test).toEqual({ name: 'test', inputs: ['{projectRoot}/data/**/*'], builder: 'cargo' })
  })

  test.each([
    [{ target: {} }, 'options.target is not an option'],
    [{ targets: { biuld: 'x' } }, 'options.targets.biuld is not an option'],
    [{ targets: { build: 3 } }, 'options.targets.build is 3'],
    [{ targets: { build: { name: 'a b' } } }, 'options.targets.build.name is "a b"'],
    [{ targets: { key: false } }, 'options.targets.key is false'],
    [{ targets: { build: 'test' } }, 'has the name "test", which build also has'],
    [{ builder: 'bazel' }, 'options.builder is "bazel"'],
    [{ wasmOutDir: '../pkg' }, 'options.wasmOutDir is "../pkg"'],
    [{ profile: '$(id)' }, 'options.profile is "$(id)"'],
    [{ typescript: { vite: 'yes' } }, 'options.typescript.vite is "yes"'],
    [{ typescript: { vite: { exclude: 'a' } } }, 'options.typescript.vite.exclude is "a"'],
    [{ exclude: ['a', 1] }, 'options.exclude is ["a",1]'],
    [[], 'options is []'],
  ])('%j is refused with what is wrong and what may stand there', (raw, message) => {
    expect(() => parseOptions(raw)).toThrow(message)
  })
})
