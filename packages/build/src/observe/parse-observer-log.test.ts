import { expect, test } from 'vitest'
import { parseObserverLog } from './parse-observer-log'

const HEADER = [
  'nx-crane-observer 1 +',
  '@program /usr/bin/rustc',
  '@argument rustc',
  '@argument --crate-name',
  '@root first',
  '@variable CARGO_PKG_NAME=a=b',
  '@end ',
]
const log = (...lines: string[]) => Buffer.from(`${[...HEADER, ...lines].join('\n')}\n`)

test('a log says who wrote it, for whom, and what was noted', () => {
  expect(parseObserverLog('second', log('o000000000000000a /a\\nb\\\\n', 'e000000000000000b NAME'))).toEqual({
    name: 'second',
    program: '/usr/bin/rustc',
    arguments: ['rustc', '--crate-name'],
    root: 'first',
    variables: new Map([['CARGO_PKG_NAME', 'a=b']]),
    notes: [
      { kind: 'read', time: '000000000000000a', text: '/a\nb\\n' },
      { kind: 'variable', time: '000000000000000b', text: 'NAME' },
    ],
    gaps: [],
  })
})

test.each([
  ['an empty one', ''],
  ['one of another version', log().toString().replace('observer 1', 'observer 2')],
  ['one whose header was cut off', `${HEADER.slice(0, 4).join('\n')}\n`],
  ['one without a program', `${HEADER.filter((line) => !line.startsWith('@program')).join('\n')}\n`],
  ['one with something else in its header', `${HEADER.join('\n').replace('@root', 'root')}\n`],
  ['something else', '\u007fELF\0\0\0'],
])('%s could be of any process', (_, text) => {
  expect(parseObserverLog('name', Buffer.from(text))).toBeNull()
})

test.each([
  ['one line is no note', log('o12 /a'), 'its log is damaged'],
  ['a kind is unknown', log('q000000000000000a /a'), 'its log is damaged'],
  ['the last line has no end', log('o000000000000000a /a').subarray(0, -1), 'its log was cut off'],
  ['it had too much to say', log('t'), 'it read more than can be noted'],
  ['the disk was full', Buffer.from(log().toString().replace('1 +', '1 -')), 'the disk was full'],
  ['another process wrote it', log('@unobserved /bin/static'), "/usr/bin/rustc can't be observed"],
])('where %s, a gap is known', (_, bytes, gap) => {
  expect(parseObserverLog('name', bytes)?.gaps).toEqual([gap])
})
