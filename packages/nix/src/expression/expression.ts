/** A piece of the Nix language, to be printed by `printExpression`. Made by the functions below, which take any text. */
export type Expression =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'integer'; readonly value: number | bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'attributes'; readonly entries: readonly (readonly [string, Expression])[] }

export function str(text: string): Expression {
  return { kind: 'string', text }
}

/** @param value an integer that JavaScript holds exactly */
export function int(value: number | bigint): Expression {
  return { kind: 'integer', value }
}

export function float(value: number): Expression {
  return { kind: 'float', value }
}

export function bool(value: boolean): Expression {
  return { kind: 'boolean', value }
}

export const NULL: Expression = { kind: 'null' }

export function list(items: Iterable<Expression>): Expression {
  return { kind: 'list', items: [...items] }
}

/** Printed sorted by name, in whatever order the entries come. */
export function attrs(
  entries: Readonly<Record<string, Expression>> | Iterable<readonly [string, Expression]>,
): Expression {
  const pairs = Symbol.iterator in entries ? [...entries] : Object.entries(entries)
  return { kind: 'attributes', entries: pairs as readonly (readonly [string, Expression])[] }
}
