import type { BuildStates } from './build-state'

/** A key that moved, and what is said of it, which is nothing or about something that was not edited. */
export interface UnexplainedKey {
  readonly project: string
  /** Of task. */
  readonly kind: string
  readonly said: string
}

/** @param touched names of what was edited, one of which every reason has to name */
export function unexplainedKeys(
  before: BuildStates,
  after: BuildStates,
  touched: readonly string[],
): UnexplainedKey[] {
  return Object.entries(after).flatMap(([project, { explained }]) =>
    Object.entries(explained).flatMap(([kind, { key, why }]): UnexplainedKey[] => {
      const old = before[project]?.explained[kind]?.key
      if (old === undefined) return []
      if (key === old) return why.length === 0 ? [] : [{ project, kind, said: why[0] ?? '' }]
      const strange = why.filter((text) => !touched.some((name) => text.includes(name)))
      if (why.length > 0 && strange.length === 0) return []
      return [{ project, kind, said: strange[0] ?? 'nothing' }]
    }),
  )
}
