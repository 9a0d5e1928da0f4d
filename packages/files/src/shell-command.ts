/**
 * A command as one types it, each word quoted where a shell would take it for something else.
 *
 * @example shellCommand(['git', 'add', "it's"]) // → "git add 'it'\\''s'"
 */
export function shellCommand(words: readonly string[]): string {
  return words.map(quoted).join(' ')
}

function quoted(word: string): string {
  return /^[\w./@%+=:,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
}
