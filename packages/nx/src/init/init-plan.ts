/** What `init` would write, and one line for each change or for each thing it leaves to a person. */
export interface InitPlan {
  readonly files: readonly PlannedFile[]
  readonly notes: readonly string[]
}

export interface PlannedFile {
  readonly path: string
  readonly text: string
}

export const NOTHING: InitPlan = { files: [], notes: [] }

/** One plan out of several that do not share a file. */
export function joinPlans(plans: readonly InitPlan[]): InitPlan {
  return { files: plans.flatMap((plan) => plan.files), notes: plans.flatMap((plan) => plan.notes) }
}

/** A plan for one file: empty when the text stays as it is. */
export function planFile(
  path: string,
  before: string | undefined,
  after: string,
  notes: readonly string[],
): InitPlan {
  return { files: before === after ? [] : [{ path, text: after }], notes }
}
