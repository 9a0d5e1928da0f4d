import { chmodSync, realpathSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeStaging, messageOf, type Staging } from '@nx-crane/files'
import type { CrateObservation } from './observation'
import { isNameable, observedEnvironment } from './observed-environment'
import { IGNORED_FILE, ignoredDirectories } from './observed-places'
import { findObserver, type ObserverRequest } from './observer-library'
import { readObservations } from './read-observations'

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
  /** To be added to the environment of Cargo, and of test executables that are started without it. */
  readonly environment: Readonly<Record<string, string>>
  readonly #request: ObserveRunRequest
  readonly #logs: Staging | null
  readonly #reason: string | null

  private constructor(
    request: ObserveRunRequest,
    { library, logs, reason }: { library: string | null; logs: Staging | null; reason: string | null },
  ) {
    const { environment = process.env } = request
    this.#request = request
    this.#logs = logs
    this.#reason = reason
    this.environment =
      library && logs ? observedEnvironment({ environment, library, directory: logs.path }) : {}
  }

  static async begin(request: ObserveRunRequest): Promise<RunObserver> {
    const { library, reason } = await findObserver(request)
    if (library === null) return new RunObserver(request, { library, logs: null, reason })
    try {
      return new RunObserver(request, { library, logs: makeLogDirectory(request), reason: null })
    } catch (error) {
      return new RunObserver(request, { library: null, logs: null, reason: messageOf(error) })
    }
  }

  /** What was seen until now; complete once everything that was started has ended. */
  read(): ObservedRun {
    if (this.#logs === null) return { observations: [], reason: this.#reason ?? 'it ended' }
    const { root, targetDirectory, environment = process.env } = this.#request
    return {
      observations: readObservations(this.#logs.path, {
        root: realpathSync(root),
        targetDirectory,
        environment,
      }),
      reason: null,
    }
  }

  [Symbol.dispose](): void {
    this.#logs?.[Symbol.dispose]()
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
    const ignored = ignoredDirectories({ root: realpathSync(root), targetDirectory, environment })
    writeFileSync(join(logs.path, IGNORED_FILE), ignored.map((directory) => `${directory}\n`).join(''))
    return logs
  } catch (error) {
    logs[Symbol.dispose]()
    throw error
  }
}
