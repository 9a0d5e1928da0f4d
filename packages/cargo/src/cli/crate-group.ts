import type { CargoPackage, CargoPackages } from './cargo-metadata'
import type { CargoSettings, CrateTask, CrateTaskKind, CrateTaskResult } from './crate-task'

/** Tasks that one invocation of cargo serves: of one kind, in one Cargo workspace, with equal settings. */
export interface CrateGroup {
  readonly kind: CrateTaskKind
  /** Absolute path of the root manifest. */
  readonly workspace: string
  readonly settings: CargoSettings
  readonly testRunner: CrateTask['testRunner']
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
}

/** Builds results that share the time at which their invocation started. */
export class ResultClock {
  readonly #startTime = Date.now()

  success(member: GroupMember, output: string): CrateTaskResult {
    return this.#result(member, 'success', output)
  }

  failure(member: GroupMember, output: string): CrateTaskResult {
    return this.#result(member, 'failure', output)
  }

  #result(member: GroupMember, status: 'success' | 'failure', output: string): CrateTaskResult {
    return { task: member.task.id, status, output, startTime: this.#startTime, endTime: Date.now() }
  }
}
