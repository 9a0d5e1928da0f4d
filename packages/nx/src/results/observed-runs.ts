import { dirname, join, relative, sep } from 'node:path'
import {
  BuiltUnits,
  type CargoSettings,
  type CrateTask,
  type LocalPackages,
  type ObservedGroup,
  type ObservedRun,
} from '@nx-crane/build'
import { stateDirectory } from '@nx-crane/files'
import { CargoError, type CrateId, defaultProfile, type TaskKind } from '@nx-crane/graph'
import {
  findCoverage,
  type KeyCoverage,
  type ObservedReads,
  observedAnswers,
  type PackageAnswers,
  recordTraces,
} from '@nx-crane/keys/cli'
import { BUILD_ID } from '../build-id'
import { sayUncovered } from './say-uncovered'

/** A task of which it is seen what it reads. */
export interface ObservedTask {
  readonly id: string
  readonly crate: CrateId
  readonly kind: TaskKind
  /** Whether it was asked to use a profile or target that it does not use by itself. */
  readonly usesOthers: boolean
}

interface Seen {
  readonly tasks: readonly ObservedTask[]
  readonly observations: readonly ObservedReads[]
}

/** What the runs of one batch were seen to read, for the keys of the next. */
export class ObservedRuns {
  readonly #root: string
  readonly #startedAt = Date.now()
  readonly #seen: Seen[] = []
  readonly #succeeded = new Set<string>()
  readonly #refused = new Set<string>()
  readonly #tasks: readonly ObservedTask[]
  readonly #refusedDirs = new Set<string>()
  readonly #packages: LocalPackages[] = []
  readonly #units: BuiltUnits
  #coverage: KeyCoverage | null | undefined

  /**
   * @param root of the repository, absolute
   * @param tasks that may be made
   */
  constructor(root: string, tasks: readonly ObservedTask[]) {
    this.#root = root
    this.#tasks = tasks
    const { memoDir } = this.#place()
    this.#units = new BuiltUnits({ root, path: memoDir })
  }

  /** For a batch of cargo. */
  get listeners() {
    return {
      onPackages: (packages: LocalPackages) => this.prepare(packages),
      onObserved: (group: ObservedGroup) => this.see(group),
      checkReads: (task: CrateTask, observations: readonly ObservedReads[]) =>
        this.check(observedTask(task), observations),
    }
  }

  /** Makes cargo make again what it would take for fresh although something that it does not know of was read, and has changed. */
  prepare(packages: LocalPackages): void {
    this.#packages.push(packages)
    this.#units.forgetChanged(packages, this.#readsOf(observedAnswers(this.#request())))
  }

  /** What to say where a task read what its key does not hold, so that its result may not be kept; null where it did not. */
  check(task: ObservedTask, observations: readonly ObservedReads[]): string | null {
    try {
      this.#coverage ??= findCoverage({ ...this.#request(), startedAt: this.#startedAt })
      const uncovered = this.#coverage?.uncovered(task, observations) ?? []
      if (uncovered.length > 0) this.#refused.add(task.id)
      for (const { crate } of uncovered) this.#refusedDirs.add(join(this.#root, dirname(crate)))
      return sayUncovered(task, uncovered)
    } catch (error) {
      if (error instanceof CargoError) return null
      throw error
    }
  }

  /** Takes what was seen of a group of tasks, which have all ended: it counts, though the run may be killed later. */
  see({ group, observations, reason }: ObservedGroup): void {
    if (reason !== null) return
    this.#keep({ tasks: group.members.map(({ task }) => observedTask(task)), observations })
  }

  /** Takes what was seen of one task that was made, and says what {@link check} does. */
  seeTask(task: ObservedTask, { observations, reason }: ObservedRun): string | null {
    if (reason !== null) return null
    this.#seen.push({ tasks: [task], observations })
    return this.check(task, observations)
  }

  succeeded(task: string): void {
    this.#succeeded.add(task)
  }

  /** Keeps what is left to be kept, once all tasks have ended. */
  record(): void {
    for (const seen of this.#seen) this.#keep(seen)
    if (this.#packages.length === 0) return
    const readsOf = this.#readsOf(observedAnswers({ ...this.#request(), startedAt: this.#startedAt }))
    for (const packages of this.#packages) this.#units.note(packages, readsOf, this.#startedAt)
    // Else cargo had nothing to do in the next run, nothing was seen, and the result was kept.
    for (const packages of this.#packages) this.#units.forget(packages, this.#refusedDirs)
    this.#units.write()
  }

  /** What cannot be kept makes the next keys wide, and nothing else. */
  #keep({ tasks, observations }: Seen): void {
    const made = tasks.flatMap((task) => {
      const isRefused = this.#refused.has(task.id)
      return isRefused || this.#succeeded.has(task.id) ? [{ ...task, isRefused }] : []
    })
    recordTraces({ ...this.#place(), tasks: made, observations, startedAt: this.#startedAt })
  }

  #readsOf(answers: ReadonlyMap<string, PackageAnswers>): (dir: string) => PackageAnswers | undefined {
    return (dir) => answers.get(relative(this.#root, dir).split(sep).join('/'))
  }

  #request() {
    return { ...this.#place(), tasks: this.#tasks }
  }

  #place() {
    const root = this.#root
    return { root, memoDir: join(root, stateDirectory(root)), code: BUILD_ID }
  }
}

export function observedTask({ id, root, manifest, kind, settings }: CrateTask): ObservedTask {
  const crate = relative(root, manifest).split(sep).join('/')
  return { id, crate, kind, usesOthers: usesOthers(kind, settings) }
}

/** What follows `--` does not reach the compiler. */
export function usesOthers(
  kind: TaskKind,
  { profile, targetTriple, args }: Pick<CargoSettings, 'profile' | 'targetTriple' | 'args'>,
): boolean {
  const isOther = profile !== null && profile !== defaultProfile(kind)
  return isOther || targetTriple !== null || (args.length > 0 && args[0] !== '--')
}
