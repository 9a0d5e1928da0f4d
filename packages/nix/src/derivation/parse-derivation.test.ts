import { expect, test } from 'vitest'
import { NixError } from '../nix-error'
import { outputPaths } from './derivation-hashes'
import { derivationName } from './derivation-path'
import { parseDerivation } from './parse-derivation'
import { printDerivation } from './print-derivation'

const small = 'Derive([("out","/nix/store/x","","")],[],[],"s","b",["a","b"],[("k","v")])'
const withOutput = (output: string) => small.replace('("out","/nix/store/x","","")', output)
const sha1 = 'a9993e364706816aba3e25717850c26c9cd0d89d'

test('the smallest derivations are read and printed again', () => {
  expect(printDerivation(parseDerivation(small, 'x'))).toBe(small)
  const escaped = small.replace('"v"', '"\\"\\\\\\n\\r\\t\u0001é"')
  expect(parseDerivation(escaped, 'x').environment.get('k')).toBe('"\\\n\r\t\u0001é')
  expect(printDerivation(parseDerivation(Buffer.from(escaped), 'x'))).toBe(escaped)
})

// As Nix does: a backslash before any other character stands for that character.
test('an escape that Nix does not write is read as Nix reads it', () => {
  expect(parseDerivation(small.replace('"v"', '"\\a\\""'), 'x').environment.get('k')).toBe('a"')
})

test.each([
  ['nothing', '', /at character 0 stands the end/],
  ['another text', '{"a": 1}', /expected "Derive\("/],
  ['a cut file', small.slice(0, -1), /stands the end/],
  ['a file cut in a string', small.slice(0, 12), /end of a string/],
  ['a file cut after a backslash', `${small.slice(0, 12)}\\`, /end of a string/],
  ['something after it', `${small}\n`, /expected the end/],
  ['a space', small.replace(',', ', '), /expected a string, "\[" or "\("/],
  ['a missing comma', small.replace('"s","b"', '"s""b"'), /expected "," or "\)"/],
  ['a wrong bracket', small.replace('["a","b"]', '["a","b")'), /expected "," or "\]"/],
  ['a field too few', small.replace('"b",[', '['), /seven fields/],
  ['a list for a string', small.replace('"s"', '["s"]'), /strings where strings belong/],
  ['a string for a list', small.replace('["a","b"]', '"a"'), /lists where lists belong/],
  ['a tuple for a list', small.replace('["a","b"]', '("a","b")'), /lists where lists belong/],
  ['a list for a tuple', small.replace('("k","v")', '["k","v"]'), /tuples where tuples belong/],
  ['a tuple of three', small.replace('("k","v")', '("k","v","w")'), /tuples of 2/],
  ['a variable twice', small.replace('("k","v")', '("k","v"),("k","w")'), /every name once/],
  ['brackets without end', `Derive${'(['.repeat(100_000)}`, /stands the end/],
])('%s is refused', (_, text, message) => {
  expect(() => parseDerivation(text, 'x')).toThrow(message)
  expect(() => parseDerivation(text, 'x')).toThrow(expect.objectContaining({ code: 'MALFORMED_DERIVATION' }))
})

test.each([
  ['a floating output', withOutput('("out","","r:sha256","")'), /has no sha256 beforehand/],
  ['an impure output', withOutput('("out","","r:sha256","impure")'), /has no sha256 beforehand but "impure"/],
  ['a text output', withOutput(`("out","/x","text:sha1","${sha1}")`), /of the kind "text:sha1"/],
  ['a hash of another length', withOutput(`("out","/x","sha256","${sha1}")`), /has no sha256 beforehand/],
  ['a hash without algorithm', withOutput(`("out","/x","","${sha1}")`), /of the kind ""/],
  ['a dynamic derivation', 'DrvWithVersion("xp-dyn-drv",[])', /experimental version/],
])('%s is refused: its path cannot be known', (_, text, message) => {
  expect(() => parseDerivation(text, 'x')).toThrow(message)
  expect(() => parseDerivation(text, 'x')).toThrow(
    expect.objectContaining({ code: 'UNSUPPORTED_DERIVATION' }),
  )
})

test.each([
  ['a fixed output beside another', `("dev","/y","",""),("out","/x","sha1","${sha1}")`, /not its only one/],
  ['a fixed output of another name', `("dev","/x","sha1","${sha1}")`, /not its only one/],
])('%s has no output paths', (_, output, message) => {
  const derivation = parseDerivation(withOutput(output), 'x')
  expect(() => outputPaths(derivation, () => derivation)).toThrow(message)
})

test('bytes that are no text are refused', () => {
  const bytes = Buffer.from(small.replace('"v"', '"\u00e9"'), 'latin1')
  expect(() => parseDerivation(bytes, 'x')).toThrow(expect.objectContaining({ code: 'NOT_UTF8' }))
})

test('the name of a derivation is in its path', () => {
  const hash = '0'.repeat(32)
  expect(derivationName(`/nix/store/${hash}-a.drv.drv`)).toBe('a.drv')
  expect(derivationName(`/s/${hash}-a.drv`, { store: '/s' })).toBe('a')
  for (const name of ['a', '.drv', 'a.drv.x'])
    expect(() => derivationName(`/nix/store/${hash}-${name}`)).toThrow(NixError)
})
