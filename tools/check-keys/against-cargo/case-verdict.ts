import type { CrateTaskKind } from '@nx-crane/graph'
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

export interface KeptRun extends Pick<CargoRun, 'result' | 'read'> {
  readonly rebuilt: readonly string[]
}

export interface Evidence {
  readonly kind: CrateTaskKind
  readonly keyBefore: TaskKey
  readonly keyAfter: TaskKey
  readonly before: CargoRun
  /** In the target directory that was built before the edit: why cargo built something of the crate, and what came out. */
  readonly kept: KeptRun
  /** From nothing; null where that is not needed, see {@link consequenceOf}. */
  readonly fromNothing: CargoRun | null
  /** Why cargo would have built, had the edit not hidden from it by the time of the file. */
  readonly hidden: readonly string[]
  /** The edit changed no file and no variable, only times. */
  readonly onlyTimes: boolean
  /**
   * For tests: the crate itself comes out otherwise, so that the programs which they run are others. Where a build script or a
   * macro read what cargo was not told of, only a build from nothing shows that.
   */
  readonly isOtherProgram: boolean
}

export function judgeCase(evidence: Evidence): CaseVerdict {
  const { keyBefore, keyAfter, kept, onlyTimes } = evidence
  const moved = keyBefore.key !== keyAfter.key
  const consequence = consequenceOf(evidence)
  const right = consequence === 'may' || moved === (consequence === 'must')
  const different = differences(evidence)
  return {
    is: right ? 'exact' : moved ? 'needless' : 'stale',
    cargo: [
      ...kept.rebuilt.map((reason) => (onlyTimes ? `${reason} (only times changed)` : reason)),
      ...different.map((what) => `another result: ${what}`),
      ...(kept.rebuilt.length > 0 && different.length === 0 ? ['the same result'] : []),
    ],
    ours: moved ? differingInputs(keyBefore, keyAfter) : [],
  }
}

/**
 * Whether the key must be another one, may be, or must not. Where cargo compiles again although every file and variable is the
 * same, it does so for the time of a file alone: nothing else can come out, and a hit is right.
 *
 * Two more rebuilds are excused as long as the same comes out, for cargo does not know what the tool read: rustdoc says nothing of
 * that, so it goes by the times of all files of the package; and clippy takes the manifest that it looks for a `rust-version` in
 * for an input as a whole, with its comments. No other rebuild is. Tests of another program may run again. And a file whose new
 * text cargo missed, or that rustfmt looked at, may be read again: rustfmt cannot be known to be content before it has looked.
 */
export function consequenceOf(
  evidence: Omit<Evidence, 'keyBefore' | 'keyAfter'>,
): 'must' | 'may' | 'must not' {
  const { kind, before, kept, hidden, onlyTimes, isOtherProgram } = evidence
  if (differences(evidence).length > 0) return 'must'
  const isRebuilt = kept.rebuilt.length > 0 && !onlyTimes
  if (isRebuilt && !kept.rebuilt.every((reason) => EXCUSED[kind]?.test(reason))) return 'must'
  const mayDiffer = isRebuilt || isOtherProgram || kept.read !== before.read || hidden.length > 0
  return mayDiffer ? 'may' : 'must not'
}

const EXCUSED: Readonly<Partial<Record<CrateTaskKind, RegExp>>> = {
  doc: /^the precalculated components changed$/,
  lint: /^the file `(?:.*\/)?Cargo\.toml` has changed$/,
}

/** What of the result is another one than before. */
export function differences({
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
