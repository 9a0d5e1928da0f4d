import type { SourceTree } from '@nx-crane/graph'
import { expect, test } from 'vitest'
import { compareFlake } from './compare-flake'

const PLAN = {
  flake: { path: 'flake.nix', text: '{ overrides = ./nix/overrides.nix; }\n' },
  overrides: { path: 'nix/overrides.nix', text: '{ }\n' },
  generated: [],
}

test.each([
  ['nothing', {}, ['flake.nix', 'nix/overrides.nix']],
  [
    'a flake that names the overrides',
    { 'flake.nix': '{ x = ./nix/overrides.nix; }' },
    ['nix/overrides.nix'],
  ],
  ['a flake without overrides', { 'flake.nix': '{ outputs = _: { }; }' }, []],
  ['a person’s own of both', { 'flake.nix': PLAN.flake.text, 'nix/overrides.nix': '{ all = { }; }' }, []],
])('beside %s only what is missing and asked for is written', (_, files, written) => {
  const changes = compareFlake(tree(files), PLAN)
  expect(changes).toEqual({ written: written.map((path) => expect.objectContaining({ path })), removed: [] })
})

function tree(files: Readonly<Record<string, string>>): SourceTree {
  return {
    read: (path) => files[path],
    list: (dir) =>
      new Map(
        Object.keys(files)
          .filter((path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '') === dir)
          .map((path) => [path.slice(path.lastIndexOf('/') + 1), 'file' as const]),
      ),
  }
}
