import { createHash } from 'node:crypto'
import { join, relative } from 'node:path'
import {
  isSettled,
  lstatSync,
  MOST_BUILT_BYTES,
  type Place,
  readdirSync,
  readFileStat,
  readRegularFile,
  statSync,
} from '@nx-crane/files'
import { digestText } from '../key-input'
import { rememberedAnswer } from './toolchain/remembered-answer'

/** A digest of a file's bytes, or of all files of a directory; null where neither is. Remembered as long as nothing there changes. */
export function contentOf(path: string, memos?: Place): string | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats?.isDirectory()) return digestOf(path, filesBelow(path), memos)
  return stats?.isFile() ? digestOf(path, [path], memos) : null
}

function digestOf(root: string, files: readonly string[], memos: Place | undefined): string {
  const now = Date.now()
  let isStill = true
  const stamps = files.map((file) => {
    const stat = readFileStat(file)
    isStill &&= isSettled(stat, now)
    return `${file} ${stat.stamp}`
  })
  const identity = isStill ? JSON.stringify(['content', digestText(stamps.join('\n'))]) : null
  return rememberedAnswer({ memos, identity }, () => {
    const digests = files.map((file) => `${relative(root, file)} ${digestOfFile(file)}`)
    return digestText(digests.join('\n'))
  })
}

function digestOfFile(file: string): string {
  try {
    return createHash('sha256')
      .update(readRegularFile(file, { maxBytes: MOST_BUILT_BYTES }))
      .digest('hex')
  } catch {
    return 'not to be read'
  }
}

/** Sorted; without what builds, package managers and Git leave there. Links to directories are followed once. */
function filesBelow(directory: string): string[] {
  const found: string[] = []
  const seen = new Set<string>()
  const queue = [directory]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { dev, ino } = statSync(next)
    if (seen.has(`${dev} ${ino}`)) continue
    seen.add(`${dev} ${ino}`)
    for (const name of namesIn(next)) {
      const path = join(next, name)
      const stats = statSync(path, { throwIfNoEntry: false }) ?? lstatSync(path, { throwIfNoEntry: false })
      if (!stats?.isDirectory()) found.push(path)
      else if (!LEFT_BEHIND.has(name)) queue.push(path)
    }
  }
  return found.sort()
}

const LEFT_BEHIND = new Set(['.git', 'target', 'node_modules'])

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
