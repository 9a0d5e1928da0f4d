import type { KeyInput } from '../key-input'
import { REMARK } from '../key-nodes'
import type { InputChange, RecordedKey } from './input-changes'

/** What a build was seen to read of a wide part, by the names of inputs. */
export interface ReadFocus {
  readonly names: ReadonlySet<string>
  /** Directories of which all was read. */
  readonly trees: readonly string[]
}

/** Null where nobody has seen it. */
export function focusOf(node: readonly KeyInput[], { node: lookUp }: RecordedKey): ReadFocus | null {
  const reads = node.find(({ what }) => what === `${REMARK}reads`)
  const seen = reads && lookUp(reads.value)
  if (!seen) return null
  const names = seen.map(({ what }) => what.replace(/^(?:content|kind|entries|tree): /, 'file: '))
  const trees = seen.flatMap(({ what }) => (what.startsWith('tree: ') ? [what.slice('tree: '.length)] : []))
  return { names: new Set(names), trees }
}

/** Leaves out what changed in a wide part and is not read, where something changed that is. */
export function focused(changes: readonly InputChange[]): readonly InputChange[] {
  const read = new Set(changes.filter(isRead))
  const parts = new Set([...read].map(partOf))
  return changes.filter((change) => read.has(change) || !parts.has(partOf(change)) || change.wide === null)
}

function isRead({ what, wide }: InputChange): boolean {
  if (!wide?.focus) return false
  const { names, trees } = wide.focus
  const path = what.replace(/^file: /, '')
  return names.has(what) || trees.some((tree) => path.startsWith(`${tree}/`))
}

function partOf({ path }: InputChange): string {
  return path.find((name) => name.startsWith('wide: ')) ?? ''
}
