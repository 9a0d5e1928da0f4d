import { expect, test } from 'vitest'
import { archiveDigest } from './archive-digest'

function archive(members: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(members).map(([name, text]) => {
    const header = `${name.padEnd(16)}${'0'.padEnd(32)}${String(text.length).padEnd(10)}\`\n`
    return `${header}${text}${text.length % 2 === 1 ? '\n' : ''}`
  })
  return Buffer.from(`!<arch>\n${parts.join('')}`)
}

const digest = archiveDigest(archive({ 'a.1x.o/': 'code', 'b.1x.o/': 'odd' }))

test('archives whose members have other names are the same', () => {
  expect(archiveDigest(archive({ '//': 'names', 'a.2y.o/': 'code', 'b.2y.o/': 'odd' }))).toBe(digest)
})

test.each([
  ['a byte of a member', archive({ 'a.1x.o/': 'cod3', 'b.1x.o/': 'odd' })],
  ['a member less', archive({ 'a.1x.o/': 'code' })],
  ['the end missing', archive({ 'a.1x.o/': 'code', 'b.1x.o/': 'odd' }).subarray(0, -3)],
  ['no archive', Buffer.from('text')],
])('%s is seen', (_, bytes) => {
  expect(archiveDigest(bytes)).not.toBe(digest)
})
