/** Whether logs carry colours: Nx shows (and replays) them as they are, so only a wish for none is heeded. */
export function printsColour(): boolean {
  return (process.env.NO_COLOR ?? '') === '' && process.env.FORCE_COLOR !== '0'
}

const ESCAPE_SEQUENCE = new RegExp(
  // Colours; character sets, which programs choose that have colours from terminfo; terminal links.
  ['\\[[0-9;?]*[A-Za-z]', '[()][A-Z0-9]', '\\][^\\u0007\\u001b]*(?:\\u0007|\\u001b\\\\)']
    .map((form) => `\\u001b${form}`)
    .join('|'),
  'g',
)

/** The text without colours and terminal links. */
export function withoutColour(text: string): string {
  return text.replace(ESCAPE_SEQUENCE, '')
}
