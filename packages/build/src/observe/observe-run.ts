import { chmodSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeStaging, messageOf, type Staging } from '@nx-crane/files'
import type { CrateObservation } from './observation'
import { isNameable, observedEnvironment } from './observed-environment'
import { IGNORED_FILE, ignoredLines, relativeTo } from './observed-places'
import { executableName } from './observed-process'
import { findObserver, type Observer, type ObserverRequest } from './observer-library'
import { ObserverLogs } from './observer-logs'
import { readProgramLoader } from './program-loader'
import { toObservations } from './read-observations'

export interface ObserveRunRequest extends ObserverRequest {
  readonly targetDirectory: string
}

/** What was seen of a run, or why nothing was. */
export type ObservedRun =
  | { readonly observations: readonly CrateObservation[]; readonly reason: null }
  | { readonly observations: readonly []; readonly reason: string }

/**
 * Observes the programs that one run starts, if they are given its environment. Where nothing can be observed the run is
 * what it is without. Its logs are gone when it is disposed.
 */
export class RunObserver implements Disposable {
  /** To be added to the environment of Cargo. */
  readonly environment: Readonly<Record<string, string>>
  readonly #request: ObserveRunRequest
  readonly #observer: Observer
  readonly #logs: { readonly staging: Staging; readonly written: ObserverLogs } | null
  /** Of executables that could not be observed. */
  readonly #unobserved: CrateObservation[] = []

  private constructor(request: ObserveRunRequest, observer: Observer, logs: Staging | null) {
    const { environment = process.env } = request
    this.#request = request
    this.#observer = observer
    this.#logs = logs && { staging: logs, written: new ObserverLogs(logs.path) }
    this.environment =
      observer.library !== null && logs !== null
        ? observedEnvironment({ environment, library: observer.library, directory: logs.path })
        : {}
  }

  static async begin(request: ObserveRunRequest): Promise<RunObserver> {
    const observer = await findObserver(request)
    if (observer.library === null) return new RunObserver(request, observer, null)
    try {
      return new RunObserver(request, observer, makeLogDirectory(request))
    } catch (error) {
      return new RunObserver(request, { library: null, reason: messageOf(error) }, null)
    }
  }

  /** To be added to the environment of a test executable that is started without Cargo; nothing for one that it would break. */
  environmentOf({ executable, directory }: TestExecutable): Readonly<Record<string, string>> {
    if (this.#observer.library === null) return {}
    if (readProgramLoader(executable) === this.#observer.loader) return this.environment
    this.#unobserved.push(unobservedTest(this.#relative(directory), this.#relative(executable)))
    return {}
  }

  /** What was seen until now; complete once everything that was started has ended. */
  read(): ObservedRun {
    if (this.#observer.library === null) return { observations: [], reason: this.#observer.reason }
    const { targetDirectory, environment = process.env } = this.#request
    try {
      const logs = this.#logs?.written.read() ?? { logs: [], damaged: [] }
      const seen = toObservations(logs, { root: this.#root(), targetDirectory, environment })
      return { observations: [...seen, ...this.#unobserved], reason: null }
    } catch (error) {
      return { observations: [], reason: messageOf(error) }
    }
  }

  [Symbol.dispose](): void {
    try {
      this.#logs?.staging[Symbol.dispose]()
    } catch {
      // What a test left running still writes there. The next run removes it.
    }
  }

  #root(): string {
    return realpathSync(this.#request.root)
  }

  #relative(path: string): string {
    return relativeTo(this.#root(), path)
  }
}

export interface TestExecutable {
  readonly executable: string
  /** The directory of the crate's manifest. */
  readonly directory: string
}

function unobservedTest(directory: string, executable: string): CrateObservation {
  return {
    directory,
    role: 'test',
    crateName: executableName(executable),
    crateType: null,
    isTest: true,
    reruns: null,
    files: [],
    variables: [],
    areVariablesComplete: false,
    isComplete: false,
    gaps: [`${executable} can't be observed: it is static, or of another machine`],
  }
}

/** For this user alone. What killed runs left is removed. */
function makeLogDirectory({ root, targetDirectory, environment = process.env }: ObserveRunRequest): Staging {
  const logs = makeStaging({ root: realpathSync(tmpdir()), path: '' })
  try {
    if (!isNameable(logs.path))
      throw new Error(
        `the directory for temporary files may not have spaces, colons or dollar signs: ${logs.path}`,
      )
    chmodSync(logs.path, 0o700)
    const lines = ignoredLines({ root: realpathSync(root), targetDirectory, environment })
    writeFileSync(join(logs.path, IGNORED_FILE), lines.map((line) => `${line}\n`).join(''))
    return logs
  } catch (error) {
    logs[Symbol.dispose]()
    throw error
  }
}
