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

export function isRegistered({ nx }: Pick<DoctorFacts, 'nx'>): boolean {
  return nx.plugins.has('nx-crane')
}

/** One of our own commands, for a repository that has nx-crane installed and for one that does not. */
export function ourCommand({ npm, manager }: DoctorFacts, words: string): string {
  const isInstalled = npm.installed.some(({ name, usedBy }) => name === 'nx-crane' && usedBy === '')
  return isInstalled ? manager.exec(`nx-crane ${words}`) : manager.dlx(`nx-crane ${words}`)
}
