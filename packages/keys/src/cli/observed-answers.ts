import { CargoError, type CrateId, parentDir } from '@nx-crane/graph'
import { digestText } from '../key-input'
import type { WidePlace } from '../trace'
import { areSettled, filesOfTrace } from './settled-files'
import { type TaskKeysOptions, taskKeys, tracesOf } from './task-keys'

/** Digests of what there is now of all that a package was seen to read; null where nobody knows what it reads. */
export interface PackageAnswers {
  /** Its build script. */
  readonly script: string | null
  /** The compiler of its library. */
  readonly library: string | null
  /** The compiler of its programs. */
  readonly programs: string | null
}

export interface AnswersOptions extends TaskKeysOptions {
  /** If given, what was written since (milliseconds since 1970) counts as unknown: it may have been read before that. */
  readonly startedAt?: number
}

/**
 * Of the crates that tasks are compiled from and whose sources do not say what is read, by their directories relative to the
 * root. Empty where keys cannot be computed.
 */
export function observedAnswers(options: AnswersOptions): Map<string, PackageAnswers> {
  const { root, tasks, startedAt } = options
  const found = new Map<string, PackageAnswers>()
  const traces = tracesOf(options)
  if (traces.isEmpty) return found
  try {
    const { fingerprints, keys, wideValues, files } = taskKeys(options, traces)
    const crates = new Set<CrateId>()
    for (const { crate, kind } of tasks) {
      const fingerprint = fingerprints.fingerprints.get(crate)
      for (const each of fingerprint ? files.closure(fingerprint, kind) : []) crates.add(each)
    }
    const answerOf = (place: WidePlace | undefined, config: string): string | null => {
      const trace = place && traces.find(place, config)?.trace
      if (!trace) return null
      const isKnown = startedAt === undefined || areSettled(filesOfTrace(trace), { root, startedAt })
      return isKnown ? wideValues.answers(trace, place) : null
    }
    // For WebAssembly the same libraries are compiled with other settings.
    const compiled = tasks.every(({ kind }) => kind === 'wasm') ? 'wasm' : 'build'
    for (const crate of crates) {
      const fingerprint = fingerprints.fingerprints.get(crate)
      if (!fingerprint) continue
      const places = keys.wide.places(fingerprint, 'build').filter((place) => place.crate === crate)
      if (places.length === 0) continue
      const config = keys.wide.configOf(fingerprint, compiled)
      const of = (part: WidePlace['part']) =>
        answerOf(
          places.find((place) => place.part === part),
          config,
        )
      const [script, library, own] = [of('script'), of('library'), of('build')]
      const programs = (library ?? own) ? digestText(`${library} ${own}`) : null
      found.set(parentDir(crate), { script, library, programs })
    }
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
  }
  return found
}
