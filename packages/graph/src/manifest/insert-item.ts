import type { TomlValue } from './scan-toml'

/**
 * A document in whose list stands one more item, all else as it was: on a line of its own where the last item has one, and after a comma
 * where the others have one.
 *
 * @param list an array of the text
 */
export function insertItem(text: string, { start, end, array }: TomlValue, item: string): string {
  const last = array?.lastItem
  if (!last) return splice(text, start + 1, item)
  const lineStart = text.lastIndexOf('\n', last.start) + 1
  const indent = text.slice(lineStart, last.start)
  if (lineStart <= start || indent.trim() !== '') {
    return array.comma === null
      ? splice(text, last.end, `, ${item}`)
      : splice(text, array.comma + 1, ` ${item},`)
  }
  const eol = lineEndOf(text)
  const withComma = array.comma === null ? splice(text, last.end, ',') : text
  // A comment behind the last item stays with it.
  const lineEnd = withComma.indexOf('\n', last.end)
  const closing = end + (withComma.length - text.length) - 1
  const at = lineEnd < 0 || lineEnd > closing ? last.end + 1 : lineEnd - (eol.length - 1)
  return splice(withComma, at, `${eol}${indent}${item}${array.comma === null ? '' : ','}`)
}

export function splice(text: string, at: number, insertion: string): string {
  return text.slice(0, at) + insertion + text.slice(at)
}

/** How lines of a text end. */
export function lineEndOf(text: string): '\r\n' | '\n' {
  return text.includes('\r\n') ? '\r\n' : '\n'
}
