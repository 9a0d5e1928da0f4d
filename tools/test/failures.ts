import { stripVTControlCharacters } from 'node:util'

/** Of one failure as much as says what it is; all of it is in the output of its step. */
const LINES_EACH = 40

/** The failures that an output tells of, each with what is indented below it. */
export function failuresIn(output: string): string[] {
  const text = stripVTControlCharacters(output)
  return [...text.matchAll(FAILURE)].map(([block]) => {
    const lines = block.trimEnd().split('\n')
    const more = lines.length > LINES_EACH ? [`    … and ${lines.length - LINES_EACH} lines more`] : []
    return [...lines.slice(0, LINES_EACH), ...more].join('\n')
  })
}

/** This repository's own programs mark them so, and vitest those that it tells of at its end. */
const FAILURE = /^(?:✗ .*(?:\n(?: {4}.*)?(?=\n|$))*| FAIL {2}.*(?:\n.*Error: .*)?)/gm
