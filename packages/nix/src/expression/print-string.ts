import { NixError } from '../nix-error'

/** A string in double quotes, on one line. Throws a NixError for text that no Nix string can hold. */
export function printString(text: string): string {
  if (text.includes('\0')) {
    throw new NixError('NOT_EXPRESSIBLE', {
      message: `${JSON.stringify(text)} holds a NUL, which no Nix string can`,
      hint: 'remove it from the file that it comes from',
    })
  }
  if (/\p{Surrogate}/u.test(text)) {
    throw new NixError('NOT_UTF8', {
      message: `${JSON.stringify(text)} has no UTF-8 form`,
      hint: 'half of a surrogate pair is missing',
    })
  }
  return `"${text.replace(/["\\\n\r\t]|\$(?=\{)/g, (character) => ESCAPES[character] ?? character)}"`
}

// Nix reads a carriage return in a string as a line end.
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  $: '\\$',
}
