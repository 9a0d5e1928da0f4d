import { expect, test } from 'vitest'
import { KeptLog } from './kept-log'

test('what fits is kept whole', () => {
  const log = new KeptLog(100)
  for (const line of ['one', '', 'three']) log.add(line)
  expect(log.text).toBe('one\n\nthree\n')
  expect(log.last(2)).toEqual(['', 'three'])
})

test('of what does not fit the end is kept, and it is said that it is the end', () => {
  const log = new KeptLog(100)
  for (let number = 0; number < 1000; number++) log.add(`line ${number}`)
  const [note, ...lines] = log.text.trimEnd().split('\n')
  expect(lines.at(-1)).toBe('line 999')
  expect(note).toBe(`… ${1000 - lines.length} lines left out`)
  expect(lines[0]).toBe(`line ${1000 - lines.length}`)
  expect(log.text.length).toBeGreaterThan(80)
  expect(log.text.length).toBeLessThan(300)
})
