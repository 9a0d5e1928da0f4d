import { compareBytes } from '../byte-order'
import { NixError } from '../nix-error'
import type { Expression } from './expression'
import { printName } from './print-name'
import { printString } from './print-string'

/**
 * The text of an expression as nixfmt formats it, without a line end. The only place where data becomes Nix source, so
 * whether it is escaped is decided here. Throws a NixError for what Nix has no form for.
 *
 * @example printExpression(attrs({ a: str('${x}') })) // → '{\n  a = "\\${x}";\n}'
 */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'string':
      return printString(expression.text)
    case 'integer':
      return printInteger(expression.value)
    case 'float':
      return printFloat(expression.value)
    case 'boolean':
      return String(expression.value)
    case 'null':
      return 'null'
    case 'list':
      return printList(expression.items)
    case 'attributes':
      return printAttributes(expression.entries)
  }
}

/** Nix reads a minus as an operator, so its smallest integer has no literal. */
const LARGEST_INTEGER = 2n ** 63n - 1n

function printInteger(value: number | bigint): string {
  const isExact =
    typeof value === 'bigint'
      ? -LARGEST_INTEGER <= value && value <= LARGEST_INTEGER
      : Number.isSafeInteger(value)
  if (isExact) return String(value === 0 ? 0 : value)
  throw new NixError('NOT_EXPRESSIBLE', {
    message: `${value} is no integer that can be told exactly`,
    hint: 'print it as a string',
  })
}

/** To Nix a number without a point is an integer, or none. */
function printFloat(value: number): string {
  if (!Number.isFinite(value)) {
    throw new NixError('NOT_EXPRESSIBLE', {
      message: `there is no literal for ${value}`,
      hint: 'print it as a string',
    })
  }
  const text = String(value)
  return text.includes('.') ? text : text.replace(/^(-?\d+)/, '$1.0')
}

function printList(items: readonly Expression[]): string {
  const printed = items.map(printItem)
  const [only] = printed
  if (only === undefined) return '[ ]'
  if (printed.length === 1 && !only.includes('\n')) return `[ ${only} ]`
  return `[\n${printed.map((item) => `${indent(item)}\n`).join('')}]`
}

function printAttributes(entries: readonly (readonly [string, Expression])[]): string {
  if (entries.length === 0) return '{ }'
  const sorted = [...entries].sort(([a], [b]) => compareBytes(a, b))
  const twice = sorted.find(([name], index) => name === sorted[index + 1]?.[0])
  if (twice) {
    throw new NixError('NOT_EXPRESSIBLE', {
      message: `two attributes are named ${JSON.stringify(twice[0])}`,
      hint: 'give each a name of its own',
    })
  }
  const lines = sorted.map(
    ([name, value]) => `${indent(`${printName(name)} = ${printExpression(value)};`)}\n`,
  )
  return `{\n${lines.join('')}}`
}

/** Nix reads a minus in a list as an operator. */
function printItem(expression: Expression): string {
  const text = printExpression(expression)
  const isNumber = expression.kind === 'integer' || expression.kind === 'float'
  return isNumber && text.startsWith('-') ? `(${text})` : text
}

/** No printed string has a line end in it, so every line is one of the layout. */
function indent(text: string): string {
  return text.replace(/^/gm, '  ')
}
