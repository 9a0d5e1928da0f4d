import type { Tree } from '@nx/devkit'
import { createTree } from '@nx/devkit/testing'
import { expect, test } from 'vitest'
import { ObservedRepository } from '../../test-kit/observed-repository'
import inputs from './inputs'

const MANIFEST = '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n'

/** A tree of the disk, as Nx gives it to generators. */
const DiskTree = createTree().constructor as new (root: string, isVerbose: boolean) => Tree

test('nx sync writes what was read, once it is known, and has nothing to do the second time', {
  timeout: 120_000,
}, async () => {
  using repository = new ObservedRepository({
    'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["crates/*"]\n',
    'crates/a/Cargo.toml': MANIFEST,
    'crates/a/src/lib.rs':
      '#[test]\nfn reads() {\n    let name = ["o", "ne"].concat();\n    assert!(std::fs::read(format!("../../data/{name}")).is_ok());\n}\n',
    'data/one': '1',
  })
  const tree = () => new DiskTree(repository.root, false)
  expect(inputs(tree())).toBeUndefined()
  await repository.run(['a:test'])
  const synced = tree()
  // As a generator before it may have left it.
  synced.write('crates/a/Cargo.toml', `${MANIFEST}# kept\n`)
  expect(inputs(synced)).toEqual({
    outOfSyncMessage: 'crates read more than [package.metadata.nx-crane] declares: crates/a/Cargo.toml',
    outOfSyncDetails: ['crates/a/Cargo.toml: include = ["../../data/one"]'],
  })
  const written = `${MANIFEST}# kept\n\n[package.metadata.nx-crane]\ninclude = ["../../data/one"]\n`
  expect(synced.read('crates/a/Cargo.toml', 'utf-8')).toBe(written)
  expect(repository.read('crates/a/Cargo.toml')).toBe(MANIFEST)
  repository.write('crates/a/Cargo.toml', written)
  expect(inputs(tree())).toBeUndefined()
})
