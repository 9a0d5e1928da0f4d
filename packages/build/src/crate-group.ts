import type { CrateTaskKind } from '@nx-crane/graph'
import type { CargoPackage, CargoPackages } from './cargo-metadata'
import type { CargoSettings, CrateTask, CrateTaskResult } from './crate-task'
import type { CrateObservation } from './observe/observation'
import type { ObservedGroup } from './observe/observe-group'
import type { RunObserver } from './observe/observe-run'

/** Tasks that one invocation of cargo serves: of one kind, in one Cargo workspace, with equal settings. */
export interface CrateGroup {
  readonly kind: CrateTaskKind
  /** Absolute path of the root manifest. */
  readonly workspace: string
  readonly settings: CargoSettings
  readonly testRunner: CrateTask['testRunner']
  /** Variables that it has beside those of this process. */
  readonly environment: Readonly<Record<string, string>>
  readonly packages: CargoPackages
  readonly members: readonly GroupMember[]
  /** The ids of all packages that have a task of this kind in the batch, here or in another group. */
  readonly packagesWithTask: ReadonlySet<string>
}

/** A package occurs in a group once. */
export interface GroupMember {
  readonly task: CrateTask
  readonly package: CargoPackage
}

/** What all invocations of one batch share. */
export interface BatchContext {
  readonly signal: AbortSignal | undefined
  /** Output that belongs to no task: what cargo downloads, compiles from elsewhere, waits for. */
  readonly onOutput: (line: string) => void
  /** How many test executables or formatters run at once. */
  readonly concurrency: number
  /** Sees what the programs read that are started for a group; null where nobody wants to know. */
  readonly observer: RunObserver | null
  readonly onObserved: ((observed: ObservedGroup) => void) | null
  /** See {@link import('./cargo-batch').BatchOptions.checkReads}. */
  readonly checkReads: ((task: CrateTask, observations: readonly CrateObservation[]) => string | null) | null
}

/** From when to when cargo worked on a crate, in milliseconds since the epoch. */
export interface TaskTimes {
  readonly startTime: number
  readonly endTime: number
}

/** Builds results; those without times of their own go from the start of their invocation until now. */
export class ResultClock {
  readonly #startTime = Date.now()

  success(member: GroupMember, output: string, times?: TaskTimes): CrateTaskResult {
    return this.#result(member, { status: 'success', output, times })
  }

  failure(member: GroupMember, output: string, times?: TaskTimes): CrateTaskResult {
    return this.#result(member, { status: 'failure', output, times })
  }

  #result(
    member: GroupMember,
    result: { status: 'success' | 'failure'; output: string; times: TaskTimes | undefined },
  ): CrateTaskResult {
    const { startTime, endTime } = result.times ?? { startTime: this.#startTime, endTime: Date.now() }
    return { task: member.task.id, status: result.status, output: result.output, startTime, endTime }
  }
}
