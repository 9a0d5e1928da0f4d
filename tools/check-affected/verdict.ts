import type { CommitState, Granularity } from './selection'

/** What one commit has to select, and what was selected. */
export interface Verdict {
  /** Tasks whose keys are not what they were, and those that are made with them; sorted. */
  readonly least: readonly string[]
  /** By the way in which Nx selects: how many it does, and which it must not leave out. */
  readonly selected: Readonly<
    Record<Granularity, { readonly count: number; readonly missing: readonly string[] }>
  >
  /** Tasks of crates that `nx-crane affected` prints, or does not, against what their keys say. */
  readonly misprinted: readonly string[]
}

export function judge(before: CommitState, after: CommitState): Verdict {
  const moved = new Set(Object.keys(after.keys).filter((id) => after.keys[id] !== before.keys[id]))
  const reaching = Object.entries(after.reaches).flatMap(([id, ids]) =>
    ids.some((each) => moved.has(each)) ? [id] : [],
  )
  const least = [...moved, ...reaching].sort()
  const of = (granularity: Granularity) => {
    const selected = new Set(after.selected[granularity] ?? [])
    const keyed = [...selected].filter((id) => id in after.keys || id in after.reaches)
    return { count: keyed.length, missing: least.filter((id) => !selected.has(id)) }
  }
  // Of packages it prints those whose own files changed too, and none of targets that other plugins infer.
  const printed = after.printed ?? null
  const said = printed === null ? moved : new Set(printed.filter((id) => id in after.keys))
  const misprinted = Object.keys(after.keys).filter((id) => said.has(id) !== moved.has(id))
  return { least, selected: { projects: of('projects'), tasks: of('tasks') }, misprinted }
}
