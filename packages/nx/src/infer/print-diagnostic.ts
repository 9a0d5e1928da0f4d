import type { Diagnostic } from '@nx-crane/cargo'
import { visible } from '@nx-crane/files'

/** `file:line: what is wrong`, and below it what to do. */
export function printDiagnostic({ file, line, message, hint }: Diagnostic): string {
  const place = `${visible(file)}${line === null ? '' : `:${line}`}`
  return `${place}: ${visible(message)}\n  ${visible(hint)}`
}
