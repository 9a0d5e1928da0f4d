/** Whether logs carry colours: Nx shows (and replays) them as they are, so only a wish for none is heeded. */
export function printsColour(): boolean {
  return (process.env.NO_COLOR ?? '') === '' && process.env.FORCE_COLOR !== '0'
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences start with a control character
const ESCAPE_SEQUENCE =
  /\u001b\[[0-9;?]*[A-Za-z]|\u001b[()][A-Z0-9]|\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)/g

/** The text without colours and terminal links. */
export function withoutColour(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, '')
}
