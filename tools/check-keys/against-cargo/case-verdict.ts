import type { CargoRun } from './cargo-run'
import { differingInputs, type TaskKey } from './crate-keys-of'

/**
 * `stale`: the key is the same, but cargo built again or something else comes out. `needless`: the key is another, but neither
 * holds. `exact`: all else.
 */
export interface CaseVerdict {
  readonly is: 'stale' | 'needless' | 'exact'
  /** What cargo said and did: why it built, and what of the result differs. */
  readonly cargo: readonly string[]
  /** What of the key changed. */
  readonly ours: readonly string[]
}

export interface KeptRun extends Pick<CargoRun, 'result'> {
  readonly rebuilt: readonly string[]
}

export interface Evidence {
  readonly keyBefore: TaskKey
  readonly keyAfter: TaskKey
  readonly before: CargoRun
  /** In the target directory that was built before the edit: why cargo built something of the crate, and what came out. */
  readonly kept: KeptRun
  /** From nothing; null where that is not needed, see {@link hasReason}. */
  readonly fromNothing: CargoRun | null
  /** The edit changed no file and no variable, only times. */
  readonly onlyTimes: boolean
}

export function judgeCase(evidence: Evidence): CaseVerdict {
  const { keyBefore, keyAfter, kept, onlyTimes } = evidence
  const moved = keyBefore.key !== keyAfter.key
  const right = moved === hasReason(evidence)
  return {
    is: right ? 'exact' : moved ? 'needless' : 'stale',
    cargo: [
      ...kept.rebuilt.map((reason) => (onlyTimes ? `${reason} (only times changed)` : reason)),
      ...differences(evidence).map((what) => `another result: ${what}`),
    ],
    ours: moved ? differingInputs(keyBefore, keyAfter) : [],
  }
}

/**
 * Whether the key has to be another one. Where cargo compiles again although every file and variable is the same, it does so for
 * the time of a file alone: nothing else can come out, and a hit is right. No other rebuild of cargo is excused.
 */
export function hasReason(evidence: Omit<Evidence, 'keyBefore' | 'keyAfter'>): boolean {
  const { kept, onlyTimes } = evidence
  return (kept.rebuilt.length > 0 && !onlyTimes) || differences(evidence).length > 0
}

function differences({
  before,
  kept,
  fromNothing,
}: Pick<Evidence, 'before' | 'kept' | 'fromNothing'>): string[] {
  const runs = fromNothing ? [kept, fromNothing] : [kept]
  const different = runs.flatMap(({ result }) =>
    [...new Set([...Object.keys(before.result), ...Object.keys(result)])].filter(
      (what) => before.result[what] !== result[what],
    ),
  )
  return [...new Set(different)]
}
