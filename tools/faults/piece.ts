import type { Checks } from '../kit/checks'
import type { PackedPlugin } from '../kit/packed-plugin'
import type { BuiltWorkspace } from './built-workspace'
import type { FaultOptions } from './options'

/** One kind of fault, tried on many cases. */
export interface Piece {
  readonly name: string
  readonly title: string
  /** It works in the workspace that was built: one after the other. */
  readonly builds?: true
  /** Too long for `npm test`: only played when it is asked for. */
  readonly onlyLong?: true
  /** Why it cannot be played on this machine, or null. */
  obstacle?(): Promise<string | null>
  run(checks: Checks, surroundings: Surroundings): Promise<void>
}

export interface Surroundings {
  readonly plugin: PackedPlugin
  readonly options: FaultOptions
  /** A directory for programs and templates of this run. */
  readonly scratch: string
  /** A workspace that was built once; the same for all pieces. */
  built(): Promise<BuiltWorkspace>
  /** How many cases: what was asked for, else by the form. */
  count(usual: { readonly short: number; readonly long: number }): number
}
