/** What YAML can say, as far as workflows need it. Order is kept. */
export type Yaml = string | number | boolean | Commented | readonly Yaml[] | { readonly [key: string]: Yaml }

/** A value with a comment behind it. */
export class Commented {
  constructor(
    readonly value: string | number,
    readonly comment: string,
  ) {}
}

/**
 * A block of YAML that ends with a newline. Texts of any content are read back as they were.
 *
 * @param indent blanks before each line
 * @example printYaml({ on: ['push'], name: 'a: b' }) // → 'on:\n  - push\nname: "a: b"\n'
 */
export function printYaml(node: Yaml, indent = 0): string {
  return linesOf(node)
    .map((line) => (line === '' ? '\n' : `${' '.repeat(indent)}${line}\n`))
    .join('')
}

function linesOf(node: Yaml): string[] {
  if (isList(node)) return node.length === 0 ? ['[]'] : node.flatMap(itemLines)
  if (isMapping(node)) {
    const entries = Object.entries(node)
    return entries.length === 0 ? ['{}'] : entries.flatMap(([key, value]) => entryLines(key, value))
  }
  const [head, ...rest] = scalarLines(node)
  return [head ?? '', ...rest.map(indented)]
}

function itemLines(item: Yaml): string[] {
  const [first = '', ...rest] = linesOf(item)
  // The lines of a block are indented already.
  return [`- ${first}`, ...(isList(item) || isMapping(item) ? rest.map(indented) : rest)]
}

function entryLines(key: string, value: Yaml): string[] {
  // Readers of YAML 1.1 take it for `true`; everybody writes it so all the same, and GitHub reads 1.2.
  const name = key === 'on' ? key : quoted(key)
  if ((isList(value) || isMapping(value)) && Object.keys(value).length > 0)
    return [`${name}:`, ...linesOf(value).map(indented)]
  const [first = '', ...rest] = linesOf(value)
  return [`${name}: ${first}`, ...rest]
}

function indented(line: string): string {
  return line === '' ? '' : `  ${line}`
}

/** A first line, and those of a block below it. */
function scalarLines(node: string | number | boolean | Commented): string[] {
  if (node instanceof Commented) {
    const value = typeof node.value === 'string' ? quoted(node.value) : String(node.value)
    return [`${value} # ${node.comment.replace(/\s+/g, ' ')}`]
  }
  if (typeof node !== 'string') return [String(node)]
  return isBlock(node) ? ['|', ...node.slice(0, -1).split('\n')] : [quoted(node)]
}

/** Several lines that a block shows as they are. */
function isBlock(text: string): boolean {
  const lines = text.slice(0, -1).split('\n')
  return (
    text.endsWith('\n') &&
    lines.every((line) => line === '' || /^[ -~]*[!-~][ -~]*$/.test(line)) &&
    /^[!-~]/.test(text) &&
    lines.at(-1) !== ''
  )
}

/** Words that YAML 1.1 or 1.2 takes for something other than text. */
const RESERVED = /^(?:true|false|yes|no|on|off|null|y|n)$/i

function quoted(text: string): string {
  const isPlain = /^(?:[A-Za-z_$]|~?\/|\.\w+\/)[ -~]*$/.test(text) && !/:(?= |$)| #| $/.test(text)
  if (isPlain && !RESERVED.test(text)) return text
  if (/^[ -~]*"[ -~]*$/.test(text) && !text.includes("'")) return `'${text}'`
  // JSON's quoted strings are YAML's, but for characters that YAML wants escaped.
  return JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function isList(node: Yaml): node is readonly Yaml[] {
  return Array.isArray(node)
}

function isMapping(node: Yaml): node is { readonly [key: string]: Yaml } {
  return typeof node === 'object' && !Array.isArray(node) && !(node instanceof Commented)
}
