/** A line of a stack as a browser prints it. */
export type StackLine =
  | {
      readonly from: 'wasm'
      readonly url: string
      readonly functionIndex: number
      readonly offset: number
      readonly text: string
    }
  | { readonly from: 'elsewhere'; readonly text: string }

/**
 * The calls of an error's stack, innermost first. Chromium begins with the error itself and writes
 * `at counter.wasm.name (URL:wasm-function[7]:0x1f)`, Firefox `name@URL:wasm-function[7]:0x1f`; the offset is that of
 * the instruction in the module.
 */
export function parseStack(stack: string): StackLine[] {
  const lines = stack
    .split('\n', MOST_LINES)
    .map((line) => withoutControls(line.slice(0, LONGEST_LINE)).trim())
    .filter((line) => line !== '')
  const isChromium = lines.some((line) => line.startsWith('at '))
  const calls = isChromium ? lines.filter((line) => line.startsWith('at ')) : lines
  return calls.map((line) => {
    const [, url, index, offset] = WASM_CALL.exec(line) ?? []
    const text = line.replace(/^at /, '')
    if (url === undefined || index === undefined || offset === undefined) return { from: 'elsewhere', text }
    return { from: 'wasm', url, functionIndex: Number(index), offset: Number.parseInt(offset, 16), text }
  })
}

/** What comes from a page is printed in a terminal. */
export function withoutControls(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ')
}

const MOST_LINES = 200
const LONGEST_LINE = 2_000
const WASM_CALL = /(https?:\/\/\S+):wasm-function\[(\d{1,9})\]:0x([0-9a-f]{1,8})\)?$/
