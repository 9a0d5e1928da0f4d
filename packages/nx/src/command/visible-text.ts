/** Names come from other people's files: what would move the terminal's cursor is shown, not obeyed. */
export function visible(text: string): string {
  return text.replace(/\p{Cc}/gu, (character) => JSON.stringify(character).slice(1, -1))
}
