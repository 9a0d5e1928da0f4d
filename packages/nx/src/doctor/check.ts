import type { DoctorFacts } from './facts'
import type { Found } from './finding'

/** One thing that is looked at. */
export interface Check {
  /** Stable: scripts go by it. */
  readonly id: string
  /** What is sound where nothing is found. */
  readonly title: string
  /** Whether there is anything to look at; always, when left out. */
  applies?(facts: DoctorFacts): boolean
  /** Nothing where all is sound; what is `ok` may be said too. */
  find(facts: DoctorFacts): readonly Found[]
}

export function hasCrates({ workspace }: DoctorFacts): boolean {
  return workspace.crates.length > 0
}

export function isRegistered({ nx }: DoctorFacts): boolean {
  return nx.plugins.has('nx-crane')
}
