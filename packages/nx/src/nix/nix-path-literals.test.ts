import { expect, test } from 'vitest'
import { nixPathLiterals } from './nix-path-literals'

test.each([
  ['a relative path', 'import ./b.nix', ['nix/b.nix']],
  ['one without a dot', 'import parts/b.nix', ['nix/parts/b.nix']],
  ['one above', 'x = ../schema;', ['schema']],
  ['up to an interpolation', `x = ../data/\${name}.json;`, ['data']],
  ['an interpolation at once', `x = ./\${name};`, ['nix']],
  ['one within a string', `x = "\${../a.txt}";`, ['a.txt']],
  ['what is appended to a path', 'x = root + "/b/c.txt";', ['b/c.txt', 'nix/b/c.txt']],
  ['nothing of the repository as a whole', 'root = ../.;', []],
  ['nothing outside', 'x = ../../other; y = /etc/passwd; z = ~/x;', []],
])('%s', (_, text, paths) => {
  expect(nixPathLiterals('nix/a.nix', text)).toEqual(paths)
})
