import { expect, test } from 'vitest'
import { isPlainToml } from './plain-toml'

// Each row: what Nix 2.34.8 makes of it with builtins.fromTOML.
test.each([
  ['nothing', '', true],
  ['tables and arrays', '[a]\nb = [\n  1,\n  2,\n]\nc = { d = 1, e = "f" }\n', true],
  ['an array over lines in an inline table', 'a = { b = [\n 1,\n] }', true],
  ['an inline table over lines', 'a = {\n  b = 1\n}', false],
  ['a comma at the end of an inline table', 'a = { b = 1, }', false],
  ['an inline table over lines in an array', 'a = [\n  { b = 1,\n    c = 2 },\n]', false],
  ['a date', '[package.metadata]\nreleased = 2020-01-01', false],
  ['a time', 'a = 07:32:00', false],
  ['what looks like a date in a string', 'a = "2020-01-01"', true],
  ['braces in strings and comments', 'a = "{\\n" # {\nb = \'{\'\nc = """\n{\n"""\n', true],
  ['an escape of TOML 1.1', 'a = "\\e[0m"', false],
  ['a backslash before an e', 'a = "\\\\e"', true],
  ['a version', 'a = "1.2.3"\nb = 1.5\n', true],
])('%s', (_, text, plain) => {
  expect(isPlainToml(text)).toBe(plain)
})
