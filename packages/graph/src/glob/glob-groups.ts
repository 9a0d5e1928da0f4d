/** A group: `{a,b}` or, with a sign before it, `@(a|b)`. Indices into the glob. */
export interface GlobGroup {
  /** Of the `}` or `)`. */
  readonly close: number
  /** Of the commas or bars between its alternatives. */
  readonly separators: readonly number[]
}

/** The groups of a glob by the index of what opens them. Those that are not closed are none. */
export function findGroups(
  glob: string,
  { braces, signs }: { readonly braces: boolean; readonly signs: boolean },
): ReadonlyMap<number, GlobGroup> {
  const found = new Map<number, GlobGroup>()
  const open: { start: number; readonly end: string; readonly separators: number[] }[] = []
  for (let at = 0; at < glob.length; at++) {
    const character = glob[at]
    const innermost = open.at(-1)
    if (character === '\\') at++
    else if (braces && character === '{') open.push({ start: at, end: '}', separators: [] })
    else if (signs && character === '(' && /[@?*+!]/.test(glob[at - 1] ?? ''))
      open.push({ start: at, end: ')', separators: [] })
    else if (character === '}' || character === ')') {
      const index = open.findLastIndex(({ end }) => end === character)
      const group = open[index]
      if (group === undefined) continue
      found.set(group.start, { close: at, separators: group.separators })
      // What was opened inside and not closed is text.
      open.length = index
    } else if (innermost && character === (innermost.end === '}' ? ',' : '|')) innermost.separators.push(at)
  }
  return found
}
