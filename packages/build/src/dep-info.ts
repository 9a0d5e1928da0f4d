/**
 * The paths on which the first file of a makefile written by cargo depends, in its order. Spaces in them are escaped.
 *
 * @example parseDepInfo('/t/app.wasm: /w/a\\ b.rs /w/c.rs\n') // → ['/w/a b.rs', '/w/c.rs']
 */
export function parseDepInfo(text: string): string[] {
  const rule = text.split('\n', 1)[0] ?? ''
  const words = rule.match(/(?:\\.|[^\\\s])+/g) ?? []
  const target = words.findIndex((word) => word.endsWith(':'))
  return words.slice(target + 1).map((word) => word.replaceAll('\\ ', ' '))
}
