import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { Commented, printYaml, type Yaml } from './print-yaml'

test('mappings, lists, blocks and comments are printed as people write them', () => {
  const text = printYaml({
    on: { push: { branches: ['main'] }, pull_request: {} },
    steps: [
      {
        uses: new Commented('actions/checkout@abc', 'v7'),
        with: { depth: new Commented(0, 'all'), persist: false },
      },
      ['one', 'two\nthree\n'],
      { run: 'a\n\n  b\n', env: { FROM: `\${{ github.event_name == 'push' }}` } },
    ],
    none: [],
  })
  expect(text).toBe(`on:
  push:
    branches:
      - main
  pull_request: {}
steps:
  - uses: actions/checkout@abc # v7
    with:
      depth: 0 # all
      persist: false
  - - one
    - |
      two
      three
  - run: |
      a

        b
    env:
      FROM: \${{ github.event_name == 'push' }}
none: []
`)
  expect(printYaml({ a: ['b'] }, 4)).toBe('    a:\n      - b\n')
})

const TEXTS = [
  ...[
    '',
    ' ',
    'on',
    'No',
    'null',
    '~',
    '1',
    '1.10',
    '0x1f',
    '-',
    '- a',
    '? a',
    '#',
    'a #b',
    'a: b',
    'a:',
    '@a',
    '`a',
  ],
  ...[
    '*',
    '&a',
    '!a',
    '|',
    '>',
    '%',
    '{',
    '[a]',
    ',',
    "it's",
    '"',
    '\\',
    '\\n',
    'a ',
    ' a',
    'é',
    'a\u0085b',
    '\u2028',
    '\ufeff',
  ],
  ...[
    'a\nb',
    'a\nb\n',
    '\n',
    '\n\n',
    'a\n\n',
    ' a\nb\n',
    'a\n \n',
    'a\n\tb\n',
    'a\r\n',
    '---\n',
    '...\na\n',
    '# a\n',
    '\u0000',
    '\u007f',
  ],
  ...[
    `\${{ a }}`,
    `\${{ a }} #b`,
    `\${{ "a" }}`,
    `\${{ a: b }}`,
    `\${{ a == 'b' }}`,
    '2026-11-30',
    '<<',
    '=',
    '😀',
    'yes please',
    ...[
      '.a/b',
      './a',
      '~/a',
      '~',
      '.5',
      '.inf',
      '.nan',
      '/a',
      '$a',
      'a:b',
      'a#b',
      'say "it"',
      '"\\n',
      '"it\'s"',
      'npx nx sync:check',
      'a"b',
      '[a',
      '{a}',
      'a, b',
      'a]b',
    ],
  ],
]

test.each(TEXTS)('%j is read back as it was, as a value, a key, an item and behind a comment', (text) => {
  const node: Yaml = { [text]: text, list: [text, [text, { [text]: [text] }]], last: { a: { b: text } } }
  expect(parse(printYaml(node))).toEqual(node)
  expect(parse(printYaml({ steps: [node] }, 6))).toEqual({ steps: [node] })
  expect(parse(printYaml({ a: new Commented(text, 'b\nc: d') }))).toEqual({ a: text })
  const values = { list: [text, { a: text }] }
  expect(parse(printYaml(values), { version: '1.1' })).toEqual(values)
})
