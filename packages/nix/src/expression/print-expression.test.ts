import { expect, test } from 'vitest'
import { NixError } from '../nix-error'
import { attrs, bool, type Expression, float, int, list, NULL, str } from './expression'
import { printExpression } from './print-expression'

// tools/check-nix has real Nix read what is printed, of random values.
test.each<[string, Expression, string]>([
  ['a plain string', str('serde'), '"serde"'],
  ['a quote and a backslash', str('a"b\\'), '"a\\"b\\\\"'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: Nix's form of interpolation is what is tested
  ['an interpolation', str('${builtins.abort ""}'), '"\\${builtins.abort \\"\\"}"'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as above
  ['a dollar before an interpolation', str('$${x}'), '"$\\${x}"'],
  ['a dollar alone', str('US$'), '"US$"'],
  ['line ends', str('a\nb\r\nc\td'), '"a\\nb\\r\\nc\\td"'],
  ['two single quotes', str("''"), '"\'\'"'],
  ['letters beyond ASCII', str('größe 🦀'), '"größe 🦀"'],
  ['an integer', int(-3), '-3'],
  ['minus zero', int(-0), '0'],
  ['a large integer', int(2n ** 63n - 1n), '9223372036854775807'],
  ['a fraction', list([float(-0.5)]), '[ (-0.5) ]'],
  ['a whole float', float(2), '2.0'],
  ['a small float', float(1e-7), '1.0e-7'],
  ['a large float', float(1e21), '1.0e+21'],
  ['true and null', list([bool(true), NULL]), '[\n  true\n  null\n]'],
  ['a negative integer in a list', list([int(-3)]), '[ (-3) ]'],
  ['nothing in brackets', list([list([]), attrs({})]), '[\n  [ ]\n  { }\n]'],
  ['one item', list([str('a')]), '[ "a" ]'],
])('%s', (_, expression, expected) => {
  expect(printExpression(expression)).toBe(expected)
})

test.each([
  ['plain', 'plain'],
  ["a-b_c'", "a-b_c'"],
  ['1a', '"1a"'],
  ['', '""'],
  ['a.b', '"a.b"'],
  ['with', '"with"'],
  ['or', '"or"'],
  ['__proto__', '__proto__'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as above
  ['${x}', '"\\${x}"'],
  ['größe', '"größe"'],
])('the attribute %s is printed as %s', (name, printed) => {
  expect(printExpression(attrs([[name, int(1)]]))).toBe(`{\n  ${printed} = 1;\n}`)
})

test('attributes are in the order of their bytes', () => {
  const names = ['b', 'a', 'B', '～', '😀']
  const print = (order: readonly string[]) =>
    printExpression(attrs(order.map((name) => [name, NULL] as const)))
  expect(print(names)).toBe('{\n  B = null;\n  a = null;\n  b = null;\n  "～" = null;\n  "😀" = null;\n}')
  expect(print([...names].reverse())).toBe(print(names))
})

test.each([
  ['a NUL', str('a\0b'), 'NOT_EXPRESSIBLE'],
  ['half a surrogate pair', str('\ud800'), 'NOT_UTF8'],
  ['a fraction as an integer', int(0.5), 'NOT_EXPRESSIBLE'],
  ['an integer of more than 64 bits', int(2n ** 63n), 'NOT_EXPRESSIBLE'],
  ['infinity', float(Number.POSITIVE_INFINITY), 'NOT_EXPRESSIBLE'],
  [
    'two attributes of one name',
    attrs([
      ['a', NULL],
      ['a', NULL],
    ]),
    'NOT_EXPRESSIBLE',
  ],
])('%s is refused', (_, expression, code) => {
  expect(() => printExpression(expression)).toThrow(NixError)
  expect(() => printExpression(expression)).toThrow(expect.objectContaining({ code }))
})
