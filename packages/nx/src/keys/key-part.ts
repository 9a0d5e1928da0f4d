import { messageOf } from '@nx-crane/files'
/** The keys of a crate that one builder answers for. */
export interface KeyPart {
  /** A text that differs whenever one of the keys does; null when one of them is missing. */
  readonly signature: string | null
  keys(): FiledKeys
}

export interface FiledKeys {
  /** Kind → text of the key file. */
  readonly files: ReadonlyMap<string, string>
  /** Kind → by which its inputs are recorded; of those kinds for which they are. */
  readonly recorded?: ReadonlyMap<string, string>
  /** What is wrong with those that are missing. */
  readonly faults: readonly string[]
}

/** All keys of a crate. */
export function joinParts(parts: readonly KeyPart[]): KeyPart {
  const [first] = parts
  if (first && parts.length === 1) return first
  const signatures = parts.map(({ signature }) => signature)
  return {
    signature: signatures.includes(null) ? null : signatures.join('\n'),
    keys() {
      const all = parts.map((part) => part.keys())
      return {
        files: new Map(all.flatMap(({ files }) => [...files])),
        recorded: new Map(all.flatMap(({ recorded }) => [...(recorded ?? [])])),
        faults: all.flatMap(({ faults }) => faults),
      }
    },
  }
}

export function faultyPart(cause: unknown): KeyPart {
  const fault = messageOf(cause)
  return { signature: null, keys: () => ({ files: new Map(), faults: [fault] }) }
}
