import { closeSync, readSync } from 'node:fs'
import { openRegularFile } from '@nx-crane/files'

/**
 * What loads a program of this machine, as its ELF header says: `/lib64/ld-linux-x86-64.so.2`. Null for a static program,
 * one of another machine, one that needs the runtime of a sanitizer, which ends where another library was loaded before,
 * and what is no program.
 */
export function readProgramLoader(path: string): string | null {
  try {
    const { descriptor } = openRegularFile(path)
    try {
      const read = (at: number, length: number) => {
        const bytes = Buffer.alloc(length)
        return bytes.subarray(0, readSync(descriptor, bytes, 0, length, at))
      }
      // The names of libraries come early in a file.
      return SANITIZER.test(read(0, 1024 * 1024).toString('latin1')) ? null : loaderIn(read)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return null
  }
}

const SANITIZER = /\0lib(?:clang_rt\.|\w*san\.so)/

const MACHINES: Readonly<Record<string, number>> = { x64: 62, arm64: 183 }
const INTERPRETER = 3
const HEADER_BYTES = 64
const SEGMENT_BYTES = 56

function loaderIn(read: (at: number, length: number) => Buffer): string | null {
  const header = read(0, HEADER_BYTES)
  const is64Bit = header.subarray(0, 5).equals(Buffer.from('\x7fELF\x02', 'latin1'))
  if (!is64Bit || header.readUInt16LE(18) !== MACHINES[process.arch]) return null
  const [table, size, count] = [header.readBigUInt64LE(32), header.readUInt16LE(54), header.readUInt16LE(56)]
  for (let row = 0; row < count; row++) {
    const segment = read(Number(table) + row * size, SEGMENT_BYTES)
    if (segment.readUInt32LE(0) !== INTERPRETER) continue
    const length = Number(segment.readBigUInt64LE(32))
    const text = read(Number(segment.readBigUInt64LE(8)), Math.min(length, 4096)).toString('utf8')
    return text.split('\0')[0] ?? null
  }
  return null
}
