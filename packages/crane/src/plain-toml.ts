/**
 * Whether a valid TOML text is one that Nix reads too: it knows TOML 1.0, where an inline table stands on one line and
 * ends without a comma, and no dates.
 */
export function isPlainToml(text: string): boolean {
  const open: string[] = []
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith('#')) continue
    if (token.startsWith('"')) {
      if (/^(?:[^\\]|\\[^ex])*$/su.test(token)) continue
      return false
    }
    if (token.startsWith("'")) continue
    if (DATE.test(token)) return false
    if (token === '{' || token === '[') open.push(token)
    else if (token === '}' || token === ']') open.pop()
    else if (open.at(-1) === '{' && (token === '\n' || token.startsWith(','))) return false
  }
  return true
}

/** Strings before what may stand in them. Bare words are one token each: a number, a key, a date. */
const TOKEN =
  /#[^\n]*|"""(?:[^\\]|\\.)*?"{3,5}|'''.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[{}[\]\n]|,\s*\}|[\w+:.-]+/gs

/** A date or a time: no key looks like one, and in a key it would be none, but then nothing is lost. */
const DATE = /^(?:\d{4}-\d{2}-\d{2}|\d{2}:\d{2})/
