import type { Diagnostic } from '@nx-crane/cargo'

/** `file:line: what is wrong`, and below it what to do. */
export function printDiagnostic({ file, line, message, hint }: Diagnostic): string {
  return `${file}${line === null ? '' : `:${line}`}: ${message}\n  ${hint}`
}
