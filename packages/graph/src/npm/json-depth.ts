/** What nests deeper than this was written by nobody, and whatever walks through it by calling itself would not come back. */
export const DEEPEST_JSON = 500

/** Whether brackets of a JSON text, which may hold comments, are nested more than {@link DEEPEST_JSON} deep. */
export function isDeepJson(text: string): boolean {
  if (text.length <= DEEPEST_JSON) return false
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]
    if (character === '[' || character === '{') {
      depth += 1
      if (depth > DEEPEST_JSON) return true
    } else if (character === ']' || character === '}') depth -= 1
    else if (character === '"') at = endOfString(text, at)
    else if (character === '/') at = endOfComment(text, at)
  }
  return false
}

/** One that is not closed ends with its line. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at]
    if (character === '\\') at += 1
    else if (character === '"' || character === '\n') return at
  }
  return text.length
}

function endOfComment(text: string, start: number): number {
  const kind = text[start + 1]
  if (kind !== '/' && kind !== '*') return start
  const end = text.indexOf(kind === '/' ? '\n' : '*/', start + 2)
  return end === -1 ? text.length : end
}
