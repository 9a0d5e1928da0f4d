import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { TASK_KINDS } from '@nx-crane/graph'
import { combinedKeys } from '../../packages/keys/src/cli/compute-keys'
import { findFingerprints } from '../../packages/keys/src/cli/find-fingerprints'
import { KeyNodes } from '../../packages/keys/src/key-nodes'
import { type KnownTrace, Traces } from '../../packages/keys/src/read-traces'
import type { WidePlace } from '../../packages/keys/src/trace'

/** By task, `crate kind`. */
export type Keys = ReadonlyMap<string, string>

/** Of one commit. */
export interface TaskKeys {
  /** Those that a machine computes which has built nothing yet. */
  readonly wouldBe: Keys
  /** Those that hold what the task was seen to read, in place of all that it could read. */
  readonly least: Keys
}

/** The keys of all tasks of one directory, whatever is checked out there. */
export class TaskKeysReader {
  readonly #root: string
  readonly #seen: SeenReads

  /**
   * @param root the directory, absolute
   * @param built where the repository was built
   */
  constructor(root: string, built: string) {
    this.#root = root
    this.#seen = new SeenReads(memosOf(built))
  }

  keys(): Keys {
    return this.#keysWith(new Traces(memosOf(join(this.#root, '.git'))))
  }

  least(): Keys {
    return this.#keysWith(this.#seen)
  }

  #keysWith(traces: Traces): Keys {
    const options = { root: this.#root, memoDir: stateDirectory(this.#root) }
    const nodes = new KeyNodes()
    const found = findFingerprints(options, nodes)
    const keys = combinedKeys(found, options, { traces, nodes })
    const all = [...found.fingerprints.values()].flatMap((fingerprint) =>
      TASK_KINDS.flatMap((kind): [string, string][] => {
        const key = keys.of(fingerprint, kind)
        return key ? [[`${fingerprint.id} ${kind}`, key.digest]] : []
      }),
    )
    found.keep()
    return new Map(all)
  }
}

function memosOf(root: string): { root: string; path: string } {
  return { root, path: stateDirectory(root) }
}

/** What parts were seen to read last, whatever their sources were. */
class SeenReads extends Traces {
  readonly #first = new Map<string, KnownTrace | undefined>()

  override find(place: WidePlace, config: string): KnownTrace | undefined {
    const { crate, workspace, part } = place
    const name = `${crate}\0${workspace}\0${part}`
    // Of other settings nothing was seen.
    if (!this.#first.has(name)) this.#first.set(name, this.latest(place, config))
    return this.#first.get(name)
  }

  /** As if a result was there for all that it ever read. */
  override valueOf(_: KnownTrace, answers: string): string {
    return answers
  }
}
