/**
 * The line (from 1) of a key in a TOML text, or of its nearest enclosing table that is written down, or of the first
 * line. Reads headers and keys only and is used only where a fault is already known, so an odd layout costs precision,
 * not correctness. A number in `key` is an index into an array of tables.
 *
 * @example findLine('[package]\nname = "a"', ['package', 'name']) // → 2
 */
export function findLine(text: string, key: readonly (string | number)[]): number {
  const lines = text.split('\n')
  const seen = new Map<string, number>()
  let table: (string | number)[] = []
  let best = { line: 1, depth: 0 }
  for (const [index, line] of lines.entries()) {
    // Longer than any header or key, and slow to match.
    if (line.length > LONGEST_LINE) continue
    const header = /^\s*(\[\[?)(.*?)\]\]?\s*(?:#.*)?$/.exec(line)
    if (header) {
      const path = splitKey(header[2] ?? '')
      if (header[1] === '[[') {
        const id = path.join('\0')
        const count = seen.get(id) ?? 0
        seen.set(id, count + 1)
        table = [...path, count]
      } else {
        table = path
      }
      best = better(best, table, key, index)
      continue
    }
    const assignment =
      /^\s*((?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[\w-]+))*)\s*=/.exec(
        line,
      )
    if (assignment) best = better(best, [...table, ...splitKey(assignment[1] ?? '')], key, index)
  }
  return best.line
}

const LONGEST_LINE = 4096

interface Place {
  readonly line: number
  readonly depth: number
}

/** `path` is a better place for `key` when more of the key leads to it; a longer path than the key counts too. */
function better(
  best: Place,
  path: readonly (string | number)[],
  key: readonly (string | number)[],
  index: number,
): Place {
  let depth = 0
  while (depth < path.length && depth < key.length && path[depth] === key[depth]) depth++
  const diverges = depth < path.length && depth < key.length
  return depth > best.depth && !diverges ? { line: index + 1, depth } : best
}

function splitKey(text: string): string[] {
  const parts = text.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s.]+/g) ?? []
  return parts.map((part) => (/^["']/.test(part) ? unquote(part) : part))
}

function unquote(part: string): string {
  if (part.startsWith("'")) return part.slice(1, -1)
  try {
    return JSON.parse(part) as string
  } catch {
    return part.slice(1, -1)
  }
}
