import type { KeyReason } from '@nx-crane/keys'

/** Why a task is made again, or was. */
export interface Explanation {
  /** `project:target`. */
  readonly task: string
  /** For a task of TypeScript: the task of a crate whose result it reads. */
  readonly through: string | null
  readonly verdict: /** Its key is not what it was. */
    | 'moved'
    /** The key is the same. */
    | 'same'
    /** No other key is known. */
    | 'first'
    /** There is no key. */
    | 'fault'
  /** What the key is compared with, for people; null where there is nothing. */
  readonly since: string | null
  readonly reasons: readonly KeyReason[]
  readonly error: string | null
}
