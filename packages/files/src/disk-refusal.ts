import { relative, resolve } from 'node:path'
import { FilesError } from './files-error'
import type { Place } from './place'
import { refusingOwner } from './refusing-owner'

/** Runs what writes at a place. What the disk says against it names the place: files are reached by descriptors, which say nothing to anybody. */
export function writingAt<T>(place: Place, write: () => T): T {
  try {
    return write()
  } catch (error) {
    throw isOfDisk(error) ? refusal(place, error) : error
  }
}

function isOfDisk(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string'
}

function refusal(place: Place, cause: NodeJS.ErrnoException & { readonly code: string }): FilesError {
  const { root, path } = place
  const isPermission = cause.code === 'EACCES' || cause.code === 'EPERM'
  const [why, hint] = (isPermission && refusingOwner(place)) ||
    WORDS[cause.code] || [cause.message.replace(/ '.*$/s, ''), 'fix that and run again']
  return new FilesError('DISK_REFUSES', {
    file: relative(resolve(root), resolve(root, path)) || resolve(root),
    message: `it cannot be written: ${why}`,
    hint,
    cause,
  })
}

const PERMISSION = ['permission denied', 'give yourself permission to write there, and run again'] as const

const WORDS: Readonly<Record<string, readonly [why: string, hint: string]>> = {
  EACCES: PERMISSION,
  EPERM: PERMISSION,
  EROFS: ['the file system is read-only', 'mount it writable, or work on a copy'],
  ENOSPC: ['no space left on the disk', 'free some space and run again'],
  EDQUOT: ['your disk quota is used up', 'free some space and run again'],
  EISDIR: ['a directory is in its place', 'remove the directory and run again'],
  ENOTDIR: ['a file is in the place of one of its parent directories', 'remove the file and run again'],
  ENOTEMPTY: ['a directory that is not empty is in its place', 'remove the directory and run again'],
}
