import { visibleText } from '@nx-crane/files'

export interface CargoErrorDetails {
  readonly message: string
  /** What to do about it. */
  readonly hint: string
  /** Path relative to the repository root, where one file is at fault. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  readonly cause?: unknown
}

/** Everything this package throws. `code` is stable; `message` names the place and the fault, `hint` the way out. */
export class CargoError extends Error {
  readonly code: string
  readonly hint: string
  readonly file: string | null
  readonly line: number | null

  constructor(code: string, details: CargoErrorDetails) {
    const place = details.file ? `${details.file}${details.line ? `:${details.line}` : ''}: ` : ''
    super(visibleText(`${place}${details.message}\n  ${details.hint}`), { cause: details.cause })
    this.name = 'CargoError'
    this.code = code
    this.hint = visibleText(details.hint)
    this.file = details.file ?? null
    this.line = details.line ?? null
  }
}
