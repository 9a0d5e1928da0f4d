import { readSealed, type SealedFile, writeSealed } from './sealed-file'
import type { Observation } from './snapshot'

/** What was concluded from a snapshot of the disk, and the snapshot. */
export interface SnapshotFile<Question extends string = string> {
  readonly observations: readonly Observation<Question>[]
  /** What follows from the observations, as it was kept. Not parsed: often the observations do not hold any more. */
  readonly body: Buffer
  /** See {@link import('./sealed-file').Sealed}. */
  readonly seal: string
}

/** What {@link writeSnapshotFile} kept there last; undefined when there is none, or it is damaged or other code's. */
export function readSnapshotFile<Question extends string>(
  file: SealedFile,
): SnapshotFile<Question> | undefined {
  const sealed = readSealed(file)
  if (sealed === undefined) return undefined
  const end = sealed.body.indexOf(NEWLINE)
  return {
    observations: JSON.parse(sealed.body.toString('utf8', 0, end)) as Observation<Question>[],
    body: sealed.body.subarray(end + 1),
    seal: sealed.seal,
  }
}

/** Returns the seal; undefined where it could not be written, which makes the next run slower and nothing else. */
export function writeSnapshotFile(
  file: SealedFile,
  observations: readonly Observation[],
  body: string,
): string | undefined {
  return writeSealed(file, `${JSON.stringify(observations)}\n${body}`)
}

const NEWLINE = 10
