import type { GeneratedPlan } from '../../check-keys/generated/generated-plan'

/** Of every `build`, by the directory of its project: what the tool looks up in its cache. */
export type TaskHashes = Readonly<Record<string, string>>

/** A tool and the configuration that a sensible user of it writes. */
export interface Contestant {
  readonly name: string
  /** What is configured, for the docs, in a sentence. */
  readonly configuration: string
  /** @throws with the reason when the tool cannot be had here */
  prepare(place: Place): Prepared
}

export interface Place {
  /** Where its copy of the repository is to be written. */
  readonly root: string
  readonly plan: GeneratedPlan
  /** A directory of its own. */
  readonly scratch: string
}

export interface Prepared {
  readonly version: string
  /** The file in the root that the tool is configured with. */
  readonly configurationFile: string
  /** The hashes of all builds as the repository is now; none of them runs. */
  hashes(variables: Readonly<Record<string, string>>): TaskHashes
}
