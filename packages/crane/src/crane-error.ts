import { visibleText } from '@nx-crane/files'

export type CraneErrorCode =
  /** A Cargo workspace without a lock: what its crates are built from is not settled. */
  | 'LOCK_MISSING'
  /** Two crates that would have one name in the flake. */
  | 'AMBIGUOUS_CRATE'

export interface CraneErrorDetails {
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  /** Path relative to the repository root. */
  readonly file: string
}

/** Everything this package throws. `code` is stable; `message` names the place and the fault, `hint` the way out. */
export class CraneError extends Error {
  readonly code: CraneErrorCode
  readonly hint: string
  readonly file: string

  constructor(code: CraneErrorCode, { file, message, hint }: CraneErrorDetails) {
    super(visibleText(`${file}: ${message}\n  ${hint}`))
    this.name = 'CraneError'
    this.code = code
    this.hint = visibleText(hint)
    this.file = file
  }
}
