import { expect, test } from 'vitest'
import { factsOf } from '../../test-kit/doctor-facts'
import { examine } from './checks'
import type { Finding } from './finding'
import { printFindings } from './print-findings'
import { doctorReport } from './report'

const print = (findings: readonly Finding[]) =>
  printFindings({ findings, fixed: [], fixCommand: 'npx nx-crane doctor --fix' })

const finding = (level: Finding['level'], message: string, rest: Partial<Finding> = {}): Finding => ({
  id: 'x',
  level,
  message,
  place: null,
  mend: null,
  fix: null,
  ...rest,
})

test('what is wrong comes worst first, what is sound in few lines before it', () => {
  const fix = { by: 'command', command: ['true'], dir: '' } as const
  const text = print([
    finding('ok', 'Node 20.20.2'),
    finding('note', 'good to know'),
    finding('error', 'is missing', { place: 'a/b', mend: 'get it', fix }),
    finding('ok', 'Nx 23.3.1'),
    finding('warning', 'slow'),
  ])
  expect(text).toBe(
    [
      'ok       Node 20.20.2, Nx 23.3.1',
      'error    a/b: is missing',
      '         get it',
      'warning  slow',
      'note     good to know',
      '',
      '1 error, 1 warning, 1 note; `npx nx-crane doctor --fix` fixes 1.',
      '',
    ].join('\n'),
  )
})

test('names cannot move the cursor or make lines', () => {
  const text = print([finding('error', 'bad\u001b[2J\nok  all is well', { place: 'a\rb', mend: 'x\u0007' })])
  expect(text.split('\n')).toHaveLength(5)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that there are none is the point
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  expect(text).toContain('a\\rb: bad\\u001b[2J\\nok  all is well')
})

test('a sound repository takes few lines', () => {
  const text = print(examine(factsOf({})))
  expect(text.split('\n').length).toBeLessThan(10)
  expect(text).toMatch(/\n\nNothing is wrong\.\n$/)
})

test('the report has the shape that is documented, without what fixes are', () => {
  const findings = [
    finding('ok', 'a'),
    finding('error', 'b', { fix: { by: 'edit', path: 'p', text: 't', what: 'w' } }),
  ]
  expect(doctorReport(findings, [{ id: 'x', what: 'did', error: null }])).toEqual({
    version: 1,
    sound: false,
    findings: [
      { id: 'x', level: 'ok', message: 'a', place: null, mend: null, fixable: false },
      { id: 'x', level: 'error', message: 'b', place: null, mend: null, fixable: true },
    ],
    fixed: [{ id: 'x', what: 'did', error: null }],
  })
  expect(doctorReport([finding('warning', 'a'), finding('note', 'b')]).sound).toBe(true)
})
