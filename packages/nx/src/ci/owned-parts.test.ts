import { expect, test } from 'vitest'
import { hasOwnedParts, type NewFile, ownedPart, printNewFile, rewriteParts } from './owned-parts'

const file = (...texts: string[]): NewFile => [
  { name: 'head', text: texts[0] ?? '', indent: 0 },
  '\n# yours\n',
  { name: 'tasks', text: texts[1] ?? '', indent: 2 },
]
const OLD = printNewFile(file('name: CI\n', 'run: a\nrun: b\n'))
const NEW = file('name: CI\n', 'run: c\n')
const how = { path: 'ci.yml', isForced: false }

test('a new file has marks around the parts', () => {
  expect(OLD).toMatch(
    /^# >>> nx-crane:ci head [0-9a-f]{16}\nname: CI\n# <<< nx-crane:ci head\n\n# yours\n# >>> nx-crane:ci tasks \w+\nrun: a\nrun: b\n {2}# <<< nx-crane:ci tasks\n$/,
  )
  expect([hasOwnedParts(OLD), hasOwnedParts('name: CI\n')]).toEqual([true, false])
  expect(ownedPart(OLD, 'tasks')).toBe('run: a\nrun: b\n')
  expect(ownedPart(OLD, 'save')).toBeUndefined()
})

test.each([
  ['as it was', OLD, printNewFile(NEW)],
  [
    'with lines around',
    `# mine\n${OLD.replace('# yours', 'also: mine')}# end`,
    `# mine\n${printNewFile(NEW).replace('# yours', 'also: mine')}# end`,
  ],
  [
    'with marks that a formatter has moved',
    OLD.replaceAll(/^ *# (?=>>>|<<<)/gm, '    # '),
    printNewFile(NEW).replaceAll(/^ *# (?=>>>|<<<)/gm, '    # '),
  ],
  ['with the line ends of Windows', OLD.replaceAll('\n', '\r\n'), printNewFile(NEW).replaceAll('\n', '\r\n')],
])('a file %s has its parts written anew, and all else kept', (_, before, after) => {
  expect(rewriteParts(before, NEW, how)).toEqual({ text: after, missing: [] })
  expect(rewriteParts(after, NEW, how).text).toBe(after)
})

test('an edited part is refused with what would be lost, and overwritten by force', () => {
  const edited = OLD.replace('run: b', 'run: mine')
  expect(() => rewriteParts(edited, NEW, how)).toThrow(
    /^ci\.yml: what nx-crane wrote was edited; nothing was changed\.[\s\S]*tasks:\n- run: a\n- run: mine\n\+ run: c\n[\s\S]*--force$/,
  )
  expect(rewriteParts(edited, NEW, { ...how, isForced: true }).text).toBe(printNewFile(NEW))
})

test('an edit that says what would be written is none', () => {
  const edited = OLD.replace('run: a\nrun: b', 'run: c')
  expect(rewriteParts(edited, NEW, how).text).toBe(printNewFile(NEW))
})

test('a part that was taken out stays out, and one that is no longer written goes', () => {
  const without = OLD.replace(/# >>> nx-crane:ci tasks[\s\S]*/, '')
  expect(rewriteParts(without, NEW, how)).toEqual({ text: without, missing: ['tasks'] })
  expect(rewriteParts(OLD, NEW.slice(0, 2), how).text).toBe(without)
})

test.each([
  ['an end without a beginning', OLD.replace(/# >>> nx-crane:ci tasks.*\n/, '')],
  ['a beginning without an end', OLD.replace('  # <<< nx-crane:ci tasks\n', '')],
  ['a part twice', OLD + OLD],
  ['a part in a part', OLD.replace('# <<< nx-crane:ci head\n', '')],
])('%s is refused, also by force', (_, before) => {
  for (const isForced of [false, true])
    expect(() => rewriteParts(before, NEW, { ...how, isForced })).toThrow(
      /^ci\.yml:\d+: "# .*\n {2}put the marks/,
    )
})
