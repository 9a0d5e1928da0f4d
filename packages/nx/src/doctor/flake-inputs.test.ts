import { expect, test } from 'vitest'
import { flakeInputs } from './flake-inputs'

// each row that is not null: `builtins.attrNames (import ./flake.nix).inputs` by Nix 2.34
test.each([
  ['{ inputs.a.url = "x"; outputs = _: { }; }', ['a']],
  [
    '{ inputs = { a.url = "x"; b = { url = "y"; inputs.c.follows = "a"; }; }; outputs = { self, a, ... }: { }; }',
    ['a', 'b'],
  ],
  ['{ inputs."a-b".url = "x"; inputs.c = { url = "y"; flake = false; }; outputs = _: { }; }', ['a-b', 'c']],
  [
    '# inputs.no.url = "x";\n{ /* inputs.no = 1; */ inputs.a.url = "github:a/b"; outputs = _: { x = { inputs.no = 1; }; }; }',
    ['a'],
  ],
  [
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Nix
    "{ inputs.a.url = \"x\"; outputs = _: { x = ''\n inputs.no.url = ''${y} ${toString { }} } ; ''; }; }",
    ['a'],
  ],
  ['{ description = "a; } inputs.no = {"; outputs = _: { }; }', []],
  ['{ inputs.a.follows = "b/c"; inputs.b.url = "x#}"; outputs = _: { }; }', ['a', 'b']],
  ['let x = 1; in { inputs.a.url = "x"; }', null],
  ['{ inputs = import ./inputs.nix; outputs = _: { }; }', null],
  ['{ inputs.a.url = "x"', null],
  ['', null],
])('%s', (text, names) => {
  expect(flakeInputs(text)).toEqual(names)
})
