/** What a task is started with, as far as it changes what comes out. */
export interface TaskSettings {
  /** Null: any profile may be asked for, so all of them count. */
  readonly profile: string | null
  readonly features: readonly string[]
  readonly allFeatures: boolean
  readonly noDefaultFeatures: boolean
  readonly targetTriple: string | null
  readonly args: readonly string[]
}

export const NO_SETTINGS: TaskSettings = {
  profile: null,
  features: [],
  allFeatures: false,
  noDefaultFeatures: false,
  targetTriple: null,
  args: [],
}
