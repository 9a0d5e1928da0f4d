import { braceSequence } from './brace-sequence'
import { literalAt, parseSet, type SetSyntax } from './character-set'
import { findGroups, type GlobGroup } from './glob-groups'
import { all, any, type GlobNode, many, maybe, NAME_CHARACTER, NOTHING, some, text } from './glob-node'

/** What differs between those who have globs. */
export interface GlobSyntax {
  /** `{a,b}`, and `{1..3}` where there is no comma. */
  readonly braces: boolean
  /** `@(a|b)`, `?(…)`, `*(…)`, `+(…)`, `!(…)`. */
  readonly signs: boolean
  /** Whether wildcards match a dot that begins a name. */
  readonly dots: boolean
  readonly sets: SetSyntax
}

/** No path is as long. A longer glob matches nothing: to try it on every path of a repository would take for ever. */
const LONGEST_GLOB = 8192

/** Nobody nests as deep. */
const DEEPEST = 50

/** Each of them looks ahead. */
const MOST_EXCLUSIONS = 50

/**
 * A glob as a tree: `*` and `?` within one name, `**` over directories where it stands alone between slashes, `[…]`,
 * and what the syntax has besides.
 */
export function parseGlob(glob: string, syntax: GlobSyntax): GlobNode {
  if (glob.length > LONGEST_GLOB) return NOTHING
  return new GlobParser(glob, syntax).parse()
}

interface Region {
  readonly start: number
  readonly end: number
  readonly depth: number
  /** Whether a name begins where it begins, and ends where it ends; undefined where that depends on what matched before. */
  readonly begins: boolean | undefined
  readonly ends: boolean
  /** Whether a separator follows that belongs to it. */
  readonly takesSlash: boolean
  /** Whether it may match more than once. */
  readonly isRepeated: boolean
}

interface Parsed {
  readonly node: GlobNode
  /** The index behind it. */
  readonly end: number
}

class GlobParser {
  readonly #glob: string
  readonly #syntax: GlobSyntax
  readonly #groups: ReadonlyMap<number, GlobGroup>
  #exclusions = 0

  constructor(glob: string, syntax: GlobSyntax) {
    this.#glob = glob
    this.#syntax = syntax
    this.#groups = findGroups(glob, syntax)
  }

  parse(): GlobNode {
    const end = this.#glob.length
    return this.#region({
      start: 0,
      end,
      depth: 0,
      begins: true,
      ends: true,
      takesSlash: false,
      isRepeated: false,
    })
  }

  #region(region: Region): GlobNode {
    if (region.depth > DEEPEST) return NOTHING
    const parts: GlobNode[] = []
    let at = region.start
    while (at < region.end) {
      const { node, end } = this.#item(at, region)
      parts.push(node)
      at = end
    }
    // Where the region ends with `**` that has taken it, one past its end was reached.
    if (region.takesSlash && at === region.end) parts.push(text('/'))
    return all(...parts)
  }

  #item(at: number, region: Region): Parsed {
    const group = this.#braces(at, region) ?? this.#signed(at, region)
    if (group) return group
    const character = this.#glob[at]
    if (character === '*') return this.#stars(at, region)
    if (character === '?') return { node: this.#wild(NAME_CHARACTER), end: at + 1 }
    if (character !== '[') return literalAt(this.#glob, at, this.#syntax.sets)
    const set = parseSet(this.#glob, { start: at, end: region.end, sets: this.#syntax.sets })
    if (set) return { node: this.#wild(set.node), end: set.end }
    return this.#syntax.sets !== 'git'
      ? literalAt(this.#glob, at, this.#syntax.sets)
      : { node: NOTHING, end: region.end }
  }

  #wild(...parts: readonly GlobNode[]): GlobNode {
    return this.#syntax.dots ? all(...parts) : all({ is: 'undotted' }, ...parts)
  }

  #stars(at: number, region: Region): Parsed {
    let end = at
    while (end < region.end && this.#glob[end] === '*' && !(end > at && this.#isSigned(end))) end += 1
    const count = end - at
    const begins = this.#begins(at, region)
    const isLast = end === region.end
    const ends = isLast ? region.ends : this.#glob[end] === '/'
    const isDeep = begins !== false && ends && (this.#syntax.signs ? count === 2 : count > 1)
    const star = this.#wild(begins && ends ? some(NAME_CHARACTER) : many(NAME_CHARACTER))
    if (!isDeep) return { node: star, end }
    const name = this.#wild(some(NAME_CHARACTER))
    const deep = many(all(name, text('/')))
    const isFinal = isLast && !region.takesSlash
    const node = isFinal ? all(deep, name) : deep
    const shallow = isFinal ? star : all(star, text('/'))
    return {
      node: begins ? node : any(all({ is: 'start' }, node), shallow),
      end: isFinal ? end : end + 1,
    }
  }

  #begins(at: number, region: Region): boolean | undefined {
    if (at === region.start) return region.begins
    const before = this.#glob[at - 1]
    return before === '}' && this.#syntax.braces ? undefined : before === '/'
  }

  #braces(at: number, region: Region): Parsed | null {
    const group = this.#glob[at] === '{' ? this.#groupIn(at, region) : null
    if (!group) return null
    const behind = group.close + 1
    if (group.separators.length === 0) {
      const sequence = braceSequence(this.#glob.slice(at + 1, group.close))
      return sequence === null ? null : { node: any(...sequence.map(text)), end: behind }
    }
    const isLast = behind === region.end
    const takesSlash = isLast ? region.takesSlash : this.#glob[behind] === '/'
    const node = this.#alternatives(at + 1, group, {
      ...region,
      begins: this.#begins(at, region),
      ends: isLast ? region.ends : takesSlash,
      takesSlash,
    })
    return { node, end: takesSlash ? behind + 1 : behind }
  }

  #signed(at: number, region: Region): Parsed | null {
    const group = this.#isSigned(at) ? this.#groupIn(at + 1, region) : null
    if (!group) return null
    const sign = this.#glob[at]
    const isRepeated = region.isRepeated || sign === '*' || sign === '+'
    const inside = { ...region, begins: false, ends: false, takesSlash: false, isRepeated }
    const node = this.#alternatives(at + 2, group, inside)
    return { node: this.#counted(sign, node, region), end: group.close + 1 }
  }

  #counted(sign: string | undefined, node: GlobNode, region: Region): GlobNode {
    switch (sign) {
      case '?':
        return maybe(node)
      case '*':
        return many(node)
      case '+':
        return some(node)
      case '!':
        if (region.isRepeated || ++this.#exclusions > MOST_EXCLUSIONS) return NOTHING
        return this.#wild({ is: 'unless', part: node, instead: many(NAME_CHARACTER) })
      default:
        return node
    }
  }

  #alternatives(start: number, { close, separators }: GlobGroup, region: Region): GlobNode {
    const starts = [start, ...separators.map((index) => index + 1)]
    const ends = [...separators, close]
    return any(
      ...starts.map((from, index) =>
        this.#region({ ...region, start: from, end: ends[index] ?? close, depth: region.depth + 1 }),
      ),
    )
  }

  #isSigned(at: number): boolean {
    return this.#syntax.signs && this.#glob[at + 1] === '(' && '@?*+!'.includes(this.#glob[at] ?? ' ')
  }

  #groupIn(at: number, region: Region): GlobGroup | null {
    const group = this.#groups.get(at)
    return group !== undefined && group.close < region.end ? group : null
  }
}
