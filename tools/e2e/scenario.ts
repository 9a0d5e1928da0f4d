import type { Checks } from './checks'
import type { NxVersion } from './nx-template'
import type { NxWorkspace } from './nx-workspace'
import type { PackedPlugin } from './packed-plugin'

/** A story told of one workspace: what a person does, and what must then be true. */
export interface Scenario {
  readonly name: string
  readonly fixture: string
  /** Which of the four combinations of Nx version and daemon it is worth its time in; all when absent. */
  readonly combinations?: readonly Combination[]
  /** Why it cannot be played on this machine, or null. */
  obstacle?(): Promise<string | null>
  run(workspace: NxWorkspace, checks: Checks, plugin: PackedPlugin): Promise<void>
}

export type Combination = `${NxVersion} ${'daemon' | 'no daemon'}`
