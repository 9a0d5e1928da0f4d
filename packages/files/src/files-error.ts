import { visibleText } from './visible'

export type FilesErrorCode =
  /** A symbolic link on the way to a file leads out of the repository, or nowhere. */
  | 'LINK_LEAVES_REPOSITORY'
  /** A path that does not lie below the directory it is said to lie in. */
  | 'PATH_LEAVES_REPOSITORY'
  /** A directory was replaced by a link, or by something else, while it was used. */
  | 'DIRECTORY_SWAPPED'
  /** A file on the way to another one. */
  | 'NOT_A_DIRECTORY'
  /** A pipe, device, socket or directory where a file is expected. */
  | 'NOT_A_REGULAR_FILE'
  | 'FILE_TOO_LARGE'
  /** The disk does not let anything be written there. */
  | 'DISK_REFUSES'
  /** Another process has held a lock for longer than anything takes that is done under it. */
  | 'LOCKED'

export interface FilesErrorDetails {
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  /** The file, link or directory at fault. */
  readonly file: string
  readonly cause?: unknown
}

/** What this package throws besides the errors of the disk. `code` is stable; `message` names the place and the fault, `hint` the way out. */
export class FilesError extends Error {
  readonly code: FilesErrorCode
  readonly hint: string
  readonly file: string

  constructor(code: FilesErrorCode, { message, hint, file, cause }: FilesErrorDetails) {
    super(visibleText(`${file}: ${message}\n  ${hint}`), { cause })
    this.name = 'FilesError'
    this.code = code
    this.hint = visibleText(hint)
    this.file = file
  }
}
