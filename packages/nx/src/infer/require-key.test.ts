import type { TargetConfiguration } from '@nx/devkit'
import { buildCrateGraph, type Crate, type TaskKind } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { requireKey } from './require-key'
import { fileInputs, keyInputs } from './target-inputs'

const crate = engine()
const keyed: TargetConfiguration = {
  executor: 'nx-crane:cargo',
  cache: true,
  dependsOn: ['cargo-key'],
  inputs: keyInputs(crate, 'lint', false),
}

test.each<[string, TargetConfiguration]>([
  ['is cached by the key it waits for', keyed],
  ['is not cached', { ...keyed, cache: false, inputs: [], dependsOn: [] }],
  [
    'is cached by files, since nx.json keeps its key task from running',
    { ...keyed, inputs: fileInputs(crate, [{ externalDependencies: [] }], false), dependsOn: [] },
  ],
  [
    'has inputs of the user beside its key',
    { ...keyed, inputs: [...keyInputs(crate, 'lint', false), { env: 'CI' }] },
  ],
])('a target that %s is taken', (_, target) => {
  expect(() => requireKey(target, { name: 'lint', crate, keyName: 'cargo-key' })).not.toThrow()
})

const noKey =
  /^engine\/Cargo\.toml: the target "check" is cached, but no key of engine is among its inputs.*\n.*"key" in packages\/graph\/src\/target-kinds\.ts/

test.each<[string, TargetConfiguration, RegExp]>([
  ['has no inputs', { ...keyed, inputs: [] }, noKey],
  ['names a key that nobody writes', { ...keyed, inputs: keyInputs(crate, 'run' as TaskKind, false) }, noKey],
  ['names a key of another kind of crate', { ...keyed, inputs: keyInputs(crate, 'bench', false) }, noKey],
  [
    'names the key of another crate',
    { ...keyed, inputs: keyInputs({ name: 'other', dir: 'other' }, 'lint', false) },
    noKey,
  ],
  [
    'does not wait for its key',
    { ...keyed, dependsOn: ['key'] },
    /does not wait for "cargo-key", which writes its key.*\n.*dependsOn/,
  ],
])('a cached target that %s is refused: it would be a hit for ever', (_, target, message) => {
  expect(() => requireKey(target, { name: 'check', crate, keyName: 'cargo-key' })).toThrow(message)
})

/** A library without benches. */
function engine(): Crate {
  const files: Readonly<Record<string, string>> = {
    'engine/Cargo.toml': '[package]\nname = "engine"\nversion = "0.1.0"\nedition = "2021"\n',
    'engine/src/lib.rs': '',
  }
  const lists = new Map([
    ['', new Map([['engine', 'directory' as const]])],
    [
      'engine',
      new Map([
        ['Cargo.toml', 'file' as const],
        ['src', 'directory' as const],
      ]),
    ],
    ['engine/src', new Map([['lib.rs', 'file' as const]])],
  ])
  const graph = buildCrateGraph({ read: (path) => files[path], list: (path) => lists.get(path) }, [
    'engine/Cargo.toml',
  ])
  const [only] = graph.crates
  if (!only) throw new Error('no crate')
  return only
}
