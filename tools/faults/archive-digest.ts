import { createHash } from 'node:crypto'

const MAGIC = '!<arch>\n'
const HEADER = 60

/**
 * What is in a static library, whatever its members are called: with incremental compilation rustc puts a random word into
 * the name of each object (`kit-….1mhae9w.rcgu.o`; rustc 1.95, two clean builds of one crate without this plugin).
 */
export function archiveDigest(bytes: Buffer): string {
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return `no archive of ${bytes.length} bytes`
  const members: string[] = []
  for (let at = MAGIC.length; at + HEADER <= bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 16).trim()
    const size = Number(bytes.toString('latin1', at + 48, at + 58))
    if (!Number.isInteger(size) || at + HEADER + size > bytes.length) return `cut at ${at}`
    const data = bytes.subarray(at + HEADER, at + HEADER + size)
    // The table of long names, and the one of symbols, which says where in the file they are.
    if (name !== '/' && name !== '//') members.push(createHash('sha256').update(data).digest('hex'))
    at += HEADER + size + (size % 2)
  }
  return `archive of ${createHash('sha256').update(members.sort().join()).digest('hex')}`
}
