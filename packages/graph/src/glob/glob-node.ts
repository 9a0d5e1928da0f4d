/** A glob as a tree, whatever the dialect it was written in. */
export type GlobNode =
  | { readonly is: 'text'; readonly text: string }
  /** One character, as a code point. */
  | { readonly is: 'one'; readonly accepts: (character: number) => boolean }
  | { readonly is: 'all'; readonly parts: readonly GlobNode[] }
  | { readonly is: 'any'; readonly parts: readonly GlobNode[] }
  /** None or more, or one or more. */
  | { readonly is: 'many' | 'some'; readonly part: GlobNode }
  /** `instead`, where `part` with all that follows in the glob does not match. */
  | { readonly is: 'unless'; readonly part: GlobNode; readonly instead: GlobNode }
  /** Here a name begins. */
  | { readonly is: 'start' }
  /** Here no name begins that has a dot in front. */
  | { readonly is: 'undotted' }

const EMPTY: GlobNode = { is: 'all', parts: [] }
export const NOTHING: GlobNode = { is: 'any', parts: [] }

const SLASH = 47

/** A character of a name. */
export const NAME_CHARACTER: GlobNode = { is: 'one', accepts: (character) => character !== SLASH }

export function text(value: string): GlobNode {
  return { is: 'text', text: value }
}

/** One after the other; texts beside each other become one. */
export function all(...parts: readonly GlobNode[]): GlobNode {
  const found: GlobNode[] = []
  for (const part of parts.flatMap((each) => (each.is === 'all' ? each.parts : [each]))) {
    const last = found.at(-1)
    if (part.is === 'text' && last?.is === 'text') found[found.length - 1] = text(last.text + part.text)
    else found.push(part)
  }
  return found.length === 1 ? (found[0] ?? EMPTY) : { is: 'all', parts: found }
}

export function any(...parts: readonly GlobNode[]): GlobNode {
  return parts.length === 1 ? (parts[0] ?? EMPTY) : { is: 'any', parts }
}

export function many(part: GlobNode): GlobNode {
  return { is: 'many', part }
}

export function some(part: GlobNode): GlobNode {
  return { is: 'some', part }
}

export function maybe(part: GlobNode): GlobNode {
  return any(part, EMPTY)
}
