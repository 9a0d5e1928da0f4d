import { visible } from '@nx-crane/files'
import type { Diagnostic } from '@nx-crane/graph'

/** `file:line: what is wrong`, and below it what to do. */
export function printDiagnostic({ file, line, message, hint }: Diagnostic): string {
  const place = `${visible(file)}${line === null ? '' : `:${line}`}`
  return `${place}: ${visible(message)}\n  ${visible(hint)}`
}
