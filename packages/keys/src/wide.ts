import { takesAllVariables, type UnknownRead, type UnknownReadAt } from '@nx-crane/graph'

/**
 * Says that nobody can tell from its text what some code reads. Its key is made from all that it could read until a build has
 * been observed: see docs/decisions/0012-observed-keys.md.
 */
export interface Wide {
  /** Why, for people: places in sources, or crates that it uses. At most {@link MOST_REASONS}. */
  readonly because: readonly string[]
  /** Also sources of others: it finds files by looking into directories. */
  readonly walks: boolean
  /** Also variables under names that are not in its text. */
  readonly variables: boolean
  /** All variables at once, in a way that cannot be observed. */
  readonly environ: boolean
  /** What Git says of the state of the repository. */
  readonly commit: boolean
  /** The manifest says what is read: the key holds that. Builds are observed all the same, to see whether it is all. */
  readonly isDeclared: boolean
}

const MOST_REASONS = 3

export interface UnknownSelection {
  readonly by: readonly UnknownRead['by'][]
  /** Also what is compiled for tests alone. */
  readonly tests: boolean
  /** Whether lines are said: not where others would move with them. */
  readonly lines: boolean
}

/** What of `unknown` makes a key wide; null where nothing does. */
export function wideOf(unknown: readonly UnknownReadAt[], selection: UnknownSelection): Wide | null {
  const chosen = unknown.filter(
    ({ by, inTests }) => selection.by.includes(by) && (selection.tests || !inTests),
  )
  if (chosen.length === 0) return null
  return {
    because: reasons(
      chosen.map(({ path, line, what }) => `${path}${selection.lines ? `:${line}` : ''} (${what})`),
    ),
    walks: chosen.some(({ reads }) => reads === 'directories'),
    variables: chosen.some(({ reads }) => reads === 'variables'),
    environ: chosen.some(({ reads, what }) => reads === 'variables' && takesAllVariables(what)),
    commit: chosen.some(({ reads }) => reads === 'commit'),
    isDeclared: false,
  }
}

/** Wide for a reason that stands in no source. */
export function wideSince(reason: string): Wide {
  return {
    because: [reason],
    walks: false,
    variables: false,
    environ: false,
    commit: false,
    isDeclared: false,
  }
}

/** All that any of these is. */
export function joinWide(all: readonly (Wide | null)[]): Wide | null {
  const found = all.filter((each) => each !== null)
  if (found.length < 2) return found[0] ?? null
  return {
    because: reasons(found.flatMap(({ because }) => because)),
    walks: found.some(({ walks }) => walks),
    variables: found.some(({ variables }) => variables),
    environ: found.some(({ environ }) => environ),
    commit: found.some(({ commit }) => commit),
    isDeclared: false,
  }
}

function reasons(all: readonly string[]): string[] {
  return [...new Set(all)].slice(0, MOST_REASONS)
}
