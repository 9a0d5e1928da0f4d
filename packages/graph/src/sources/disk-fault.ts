import { messageOf } from '@nx-crane/files'
import { CargoError } from '../cargo-error'

/** The error for a file or directory that is there and cannot be read: `error` is what the disk said, or a reason in words. */
export function diskFault(path: string, error: unknown): CargoError {
  const reason = typeof error === 'string' ? error : reasonOf(error)
  return new CargoError('UNREADABLE_INPUT', {
    file: path,
    message: `${reason}, so no cache key can be computed from it`,
    hint: 'make it a readable regular file, or remove it',
    ...(typeof error === 'string' ? {} : { cause: error }),
  })
}

/** Whether the disk says that there is nothing of that name. */
export function isNothingThere(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(codeOf(error))
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  ELOOP: 'is a symbolic link that leads back to itself',
  ENOENT: 'disappeared while it was being read',
}

/** What the disk said, in words. */
export function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? `cannot be read: ${messageOf(error)}`
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
