import type { CargoSettings } from '../src/cli/crate-task'

/** Nothing is asked for. */
export const DEFAULT_SETTINGS: CargoSettings = {
  profile: null,
  features: [],
  allFeatures: false,
  noDefaultFeatures: false,
  targetTriple: null,
  args: [],
}
