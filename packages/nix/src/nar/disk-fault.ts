import { messageOf } from '@nx-crane/files'
import { NixError, type NixErrorCode } from '../nix-error'
import { printName } from './print-name'

/** The error for what the disk does not give as it should: `fault` is what it said, or what is wrong in words. */
export function diskFault(place: Uint8Array, code: DiskFaultCode, fault: unknown): NixError {
  return new NixError(code, {
    file: printName(place),
    message: typeof fault === 'string' ? fault : reasonOf(fault),
    hint: HINTS[code],
    ...(typeof fault === 'string' ? {} : { cause: fault }),
  })
}

type DiskFaultCode = Extract<NixErrorCode, 'UNSUPPORTED_FILE' | 'UNREADABLE_FILE' | 'CHANGED_WHILE_READ'>

const HINTS: Readonly<Record<DiskFaultCode, string>> = {
  UNSUPPORTED_FILE: 'remove it, or keep it out of the source: an archive holds files, directories and links',
  UNREADABLE_FILE: 'make it readable, or keep it out of the source',
  CHANGED_WHILE_READ: 'wait until nothing writes to it, and run this again',
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'cannot be read: permission denied',
  EPERM: 'cannot be read: permission denied',
  ELOOP: 'a symbolic link on the way to it leads back to itself',
  ENOENT: 'does not exist, or disappeared while the source was being read',
  ENOTDIR: 'one of its parent directories is not a directory',
  ENAMETOOLONG: 'has a path that is longer than the system allows',
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return REASONS[code] ?? `cannot be read: ${messageOf(error)}`
}
