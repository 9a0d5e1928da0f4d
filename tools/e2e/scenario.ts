import type { Checks } from '../kit/checks'
import type { NxVersion } from '../kit/nx-template'
import type { PackedPlugin } from '../kit/packed-plugin'
import type { NxWorkspace } from './nx-workspace'

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
