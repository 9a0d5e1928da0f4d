/**
 * A name or path on one line, harmless wherever it is printed. Names come from other people's files: what would move the
 * terminal's cursor, colour it, turn the direction of writing or be seen by nobody is shown as JSON writes it.
 *
 * @example visible('a\u001b[2J\n') // → 'a\\u001b[2J\\n'
 */
export function visible(text: string): string {
  return NOT_PLAIN.test(text) ? text.replace(UNSEEN, escaped) : text
}

/** The same for a message of several lines: the line feeds and tabs that lay it out stay. */
export function visibleText(text: string): string {
  return NOT_PLAIN.test(text)
    ? text
        .replaceAll('\r\n', '\n')
        .replace(UNSEEN, (character) =>
          character === '\n' || character === '\t' ? character : escaped(character),
        )
    : text
}

/** What an error, or whatever else was thrown, says to people. */
export function messageOf(error: unknown): string {
  return visibleText(error instanceof Error ? error.message : String(error))
}

/** Most texts are of these alone, and need no second look. */
const NOT_PLAIN = /[^ -~]/

/**
 * Control characters, those of formatting (marks of direction, joiners, byte order marks, tags), halves of surrogate pairs, and what
 * else ends a line.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu

const SHORT: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
}

/** As in JSON, so that what is JSON before is the same JSON after. */
function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
  return SHORT[character] ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}
