import { attrs, bool, type Expression, float, int, list, str } from '@nx-crane/nix'

/** A value of a parsed TOML text in Nix. A date, of which Nix has none, becomes its text. */
export function tomlExpression(value: unknown): Expression {
  if (typeof value === 'string') return str(value)
  if (typeof value === 'boolean') return bool(value)
  if (typeof value === 'bigint') return int(value)
  if (typeof value === 'number') return Number.isSafeInteger(value) ? int(value) : float(value)
  if (Array.isArray(value)) return list(value.map(tomlExpression))
  if (value instanceof Date) return str(value.toISOString())
  return attrs(Object.entries(value ?? {}).map(([key, entry]) => [key, tomlExpression(entry)] as const))
}
