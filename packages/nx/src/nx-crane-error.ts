import { visibleText } from '@nx-crane/files'

/** What this plugin throws at people: `message` names the place and the fault, `hint` the way out, `code` is stable. */
export class NxCraneError extends Error {
  readonly code: string
  readonly hint: string

  constructor(code: string, details: { message: string; hint: string; cause?: unknown }) {
    super(visibleText(`${details.message}\n  ${details.hint}`), { cause: details.cause })
    this.name = 'NxCraneError'
    this.code = code
    this.hint = visibleText(details.hint)
  }
}
