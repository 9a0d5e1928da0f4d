import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Derivation } from './derivation'
import { DerivationHashes, hashDerivationModulo, outputPaths, withOutputPaths } from './derivation-hashes'
import { derivationName, derivationPath } from './derivation-path'
import { parseDerivation } from './parse-derivation'
import { printDerivation } from './print-derivation'

// Written by Nix 2.34.8 from fixtures/derivations.nix.
const directory = join(__dirname, '../../fixtures/derivations')
const paths = readdirSync(directory).map((name) => `/nix/store/${name}`)
const contents = (path: string) => readFileSync(join(directory, path.slice('/nix/store/'.length)))
const load = (path: string) => parseDerivation(contents(path), derivationName(path))
const named = (name: string) => load(paths.find((path) => derivationName(path) === name) ?? name)
const withoutPaths = (derivation: Derivation) => withOutputPaths(derivation, new Map())

test.each(paths)('%s is read, and printed byte for byte', (path) => {
  expect(printDerivation(load(path))).toBe(contents(path).toString())
  expect(derivationPath(load(path)).path).toBe(path)
})

test.each(paths)('the outputs of %s lie where Nix puts them', (path) => {
  const derivation = load(path)
  const computed = outputPaths(withoutPaths(derivation), load)
  expect([...computed].map(([name, { path }]) => [name, path])).toEqual(
    [...derivation.outputs].map(([name, { path }]) => [name, path]),
  )
  expect(printDerivation(withOutputPaths(withoutPaths(derivation), computed))).toBe(contents(path).toString())
})

test('a derivation is read into what the expression says', () => {
  const app = named('app')
  expect(app).toMatchObject({ name: 'app', system: 'x86_64-linux', builder: '/bin/sh' })
  expect(app.environment.get('a b')).toBe(`tab\tquote"backslash\\line\nreturn\r$\{dollar}`)
  expect(app.environment.get('__proto__')).toBe('prototype')
  expect([...app.environment.keys()].slice(-2)).toEqual(['～', '😀'])
  expect([...app.inputDerivations.values()]).toEqual([['out'], ['lib'], ['bin'], ['dev']])
  expect([...named('structured').outputs.keys()]).toEqual(['bin', 'dev'])
  expect(JSON.parse(named('structured').environment.get('__json') ?? '')).toMatchObject({
    features: { 'é"\\\n': [1, true, null] },
  })
  expect(named('tree').outputs.get('out')).toEqual({
    addressedBy: 'content',
    path: '/nix/store/9jq4gki9fvkr499ybmmvzfk57d19rhnv-tree',
    method: 'recursive',
    algorithm: 'sha1',
    hash: 'a9993e364706816aba3e25717850c26c9cd0d89d',
  })
})

test('where a fixed output comes from moves the derivations that use it, and none of their outputs', () => {
  const [one, two] = paths.filter((path) => derivationName(path) === 'library-1.0').map(load)
  if (!one || !two) throw new Error('the fixtures hold two libraries')
  expect(derivationPath(one).path).not.toBe(derivationPath(two).path)
  expect(hashDerivationModulo(one, load)).toBe(hashDerivationModulo(two, load))
  expect(outputPaths(one, load)).toEqual(outputPaths(two, load))
})

test('the order of maps and sets does not matter', () => {
  const app = named('app')
  const shuffled: Derivation = {
    ...app,
    environment: new Map([...app.environment].reverse()),
    inputDerivations: new Map([...app.inputDerivations].reverse()),
    inputSources: [...app.inputSources, ...app.inputSources],
  }
  expect(printDerivation(shuffled)).toBe(printDerivation(app))
})

test('what goes into a derivation moves its outputs: an argument, a variable, a source, the system', () => {
  const app = named('app')
  const changes: Partial<Derivation>[] = [
    {},
    { args: ['x'] },
    { environment: new Map([...app.environment, ['x', '']]) },
    { inputSources: [] },
    { system: 'aarch64-linux' },
    { name: 'app2' },
  ]
  const hashes = new DerivationHashes(load)
  const outputs = changes.map((change) => hashes.outputPaths({ ...app, ...change }).get('out')?.path)
  expect(new Set(outputs).size).toBe(changes.length)
})

test('each input is loaded once for all derivations that share it', () => {
  const loaded: string[] = []
  const hashes = new DerivationHashes((path) => {
    loaded.push(path)
    return load(path)
  })
  for (const path of paths) hashes.outputPaths(load(path))
  expect(loaded.length).toBe(new Set(loaded).size)
  expect(loaded.length).toBe(paths.length - 1)
})

test('derivations that need each other are an error that says which', () => {
  const path = (letter: string) => `/nix/store/${letter.repeat(32)}-${letter}.drv`
  const circular = (path_: string): Derivation => ({
    ...named('app'),
    inputDerivations: new Map([[path_ === path('a') ? path('b') : path('a'), ['out']]]),
  })
  expect(() => new DerivationHashes(circular).ofPath(path('a'))).toThrow(
    `${path('a')} → ${path('b')} → ${path('a')}`,
  )
})

test('thousands of derivations may stand in a row', () => {
  const path = (index: number) => `/nix/store/${String(index).padStart(32, '0')}-x.drv`
  const app = named('app')
  const row = (at: string): Derivation => {
    const index = Number(at.slice('/nix/store/'.length, -'-x.drv'.length))
    const inputDerivations = new Map(index === 0 ? [] : [[path(index - 1), ['out']]])
    return { ...app, inputDerivations }
  }
  expect(new DerivationHashes(row).ofPath(path(20_000))).toMatch(/^[0-9a-f]{64}$/)
})

test('what a fixed output is fetched by need not be there', () => {
  const fetched = { ...named('tree'), inputDerivations: new Map([['/nix/store/missing.drv', ['out']]]) }
  expect(hashDerivationModulo(fetched, load)).toBe(hashDerivationModulo(named('tree'), load))
})
