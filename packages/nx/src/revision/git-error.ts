import { NxCraneError } from '../nx-crane-error'

export type GitErrorCode =
  | 'GIT_MISSING'
  | 'GIT_FAILED'
  | 'NO_REPOSITORY'
  | 'INVALID_REVISION'
  | 'UNKNOWN_REVISION'
  | 'AMBIGUOUS_REVISION'

/** What stands in the way of comparing commits. */
export class GitError extends NxCraneError {
  constructor(
    code: GitErrorCode,
    details: { readonly message: string; readonly hint: string; readonly cause?: unknown },
  ) {
    super(code, details)
    this.name = 'GitError'
  }
}
