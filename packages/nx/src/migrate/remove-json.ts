import { isDeepJson } from '@nx-crane/graph'
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser'
import type { JsonPath } from '../init/edit-json'

/** The document without what is at `path`, and nothing else changed: its neighbours keep their lines. */
export function removeJson(text: string, path: JsonPath): string {
  if (isDeepJson(text)) return text
  const root = parseTree(text, [], { allowTrailingComma: true })
  const value = root && findNodeAtLocation(root, [...path])
  const item = typeof path.at(-1) === 'number' ? value : value?.parent
  const siblings = item?.parent?.children
  if (!item || !siblings) return text
  const index = siblings.indexOf(item)
  const end = endOf(item)
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0
  const previous = comma === 0 ? siblings[index - 1] : undefined
  const rest = withoutLines(text, { start: item.offset, end: end + comma })
  if (!previous) return rest
  // The last one has no comma; the one before it may not have any then.
  const before = text.indexOf(',', endOf(previous))
  return before < 0 || before > item.offset ? rest : rest.slice(0, before) + rest.slice(before + 1)
}

function endOf({ offset, length }: Node): number {
  return offset + length
}

/** Takes the whole lines where there is nothing else in them. */
function withoutLines(text: string, { start, end }: { start: number; end: number }): string {
  const before = text.slice(0, start)
  const after = text.slice(end)
  const indent = /(^|\n)[ \t]*$/.exec(before)
  const lineEnd = /^[ \t]*\r?\n/.exec(after)
  if (!indent || !lineEnd) {
    return before.endsWith(',') || (/,[ \t]+$/.test(before) && /^[ \t]*[}\]]/.test(after))
      ? before.trimEnd() + after
      : before + after.replace(/^[ \t]+/, '')
  }
  return before.replace(/(?<![ \t])[ \t]*$/, '') + after.slice(lineEnd[0].length)
}
