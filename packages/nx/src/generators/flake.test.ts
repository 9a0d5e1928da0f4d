import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing'
import { expect, test } from 'vitest'
import flake from './flake'

test('nx sync writes the flake, leaves flake.nix alone and has nothing to do the second time', () => {
  const tree = createTreeWithEmptyWorkspace()
  tree.write('app/Cargo.toml', '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n')
  tree.write('app/Cargo.lock', 'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n')
  tree.write('app/src/main.rs', 'fn main() {}\n')
  tree.write('flake.nix', '{ outputs = _: { }; }\n')
  tree.write('nix/nx-crane/lib/old.nix', '{ }\n')
  expect(flake(tree)?.outOfSyncMessage).toMatch(
    /nix\/nx-crane\/crates\.nix, .*, nix\/nx-crane\/lib\/old\.nix$/,
  )
  expect(tree.read('nix/nx-crane/crates.nix', 'utf-8')).toContain('    app = {\n')
  expect(tree.exists('nix/nx-crane/lib/old.nix')).toBe(false)
  expect(tree.read('flake.nix', 'utf-8')).toBe('{ outputs = _: { }; }\n')
  expect(flake(tree)).toBeUndefined()
  tree.delete('nix/nx-crane/crates.nix')
  // `nx g` calls what a generator returns.
  expect(flake(tree, {})).toBeUndefined()
  expect(tree.exists('nix/nx-crane/crates.nix')).toBe(true)
})
