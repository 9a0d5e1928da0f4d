/** A value as JSON, TOML and YAML have them. */
export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value }

/** Where a value stands: names of members, and places in arrays. */
export type ValuePath = readonly (string | number)[]

/** One of each type, with the sizes and names that trip code which trusts its input. */
const WRONG: readonly Value[] = [
  null,
  [],
  {},
  0,
  -1.5,
  1e308,
  '',
  'text',
  '../../../etc',
  true,
  false,
  [null],
  [[]],
  [{}],
  [0],
  { a: null },
  { '': {} },
  { length: 3 },
  { toString: 1, valueOf: null },
]

/** Every path in a value, the value itself first. */
export function pathsIn(value: Value, at: ValuePath = []): ValuePath[] {
  if (typeof value !== 'object' || value === null) return [at]
  const members = Array.isArray(value)
    ? value.map((member: Value, index) => [index, member] as const)
    : Object.entries(value)
  return [at, ...members.flatMap(([key, member]) => pathsIn(member, [...at, key]))]
}

/** The value with each of its nodes replaced by each wrong one, and with what else a tree can have wrong. */
export function wrongTrees(value: Value): { readonly what: string; readonly value: Value }[] {
  const trees = pathsIn(value).flatMap((path) =>
    WRONG.map((wrong) => ({
      what: `${JSON.stringify(wrong)} at ${JSON.stringify(path)}`,
      value: replaced(value, path, wrong),
    })),
  )
  const extended = pathsIn(value).flatMap((path) => {
    const node = nodeAt(value, path)
    if (typeof node !== 'object' || node === null) return []
    return Array.isArray(node)
      ? [null, 0, {}, [], true].map((extra) => ({
          what: `also ${JSON.stringify(extra)} at ${JSON.stringify(path)}`,
          value: replaced(value, path, [...(node as Value[]), extra]),
        }))
      : ['constructor', 'toString', 'hasOwnProperty', '', 'a\nb', '\u001b[31m', '../..'].map((key) => ({
          what: `a member ${JSON.stringify(key)} at ${JSON.stringify(path)}`,
          value: replaced(value, path, {
            ...(node as Record<string, Value>),
            [key]: Object.values(node)[0] ?? null,
          }),
        }))
  })
  return [...trees, ...extended]
}

function nodeAt(value: Value, path: ValuePath): Value {
  return path.reduce<Value>((node, key) => (node as Record<string | number, Value>)[key] ?? null, value)
}

export function replaced(value: Value, path: ValuePath, wrong: Value): Value {
  const [key, ...rest] = path
  if (key === undefined) return wrong
  if (Array.isArray(value)) {
    return value.map((member: Value, index) => (index === key ? replaced(member, rest, wrong) : member))
  }
  const members = Object.entries(value as Record<string, Value>)
  return Object.fromEntries(
    members.map(([name, member]) => [name, name === key ? replaced(member, rest, wrong) : member]),
  )
}
