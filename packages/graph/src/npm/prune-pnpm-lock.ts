/**
 * The text of a `pnpm-lock.yaml` with the importers that remain, whose directories are relative to the lock; null where nothing changes.
 * What no importer needs any more is still in the lock: pnpm installs nothing of it, and takes the lock for up to date.
 */
export function prunePnpmLock(text: string, dirs: ReadonlySet<string>): string | null {
  const kept = new Set(['.', ...dirs])
  let isWithin = false
  let isDropped = false
  const lines = text.split('\n').filter((line) => {
    if (/^\S/.test(line)) {
      isWithin = /^importers:\s*$/.test(line)
      isDropped = false
    }
    const key = isWithin ? /^ {2}(\S.*?):(?:\s*\{\})?\s*$/.exec(line)?.[1] : undefined
    if (key !== undefined) isDropped = !kept.has(unquoted(key))
    return !isDropped
  })
  const pruned = lines.join('\n')
  return pruned === text ? null : pruned
}

/** `'it''s'` → `it's` */
function unquoted(key: string): string {
  const [, single] = /^'(.*)'$/.exec(key) ?? []
  if (single !== undefined) return single.replaceAll("''", "'")
  if (!key.startsWith('"')) return key
  try {
    return String(JSON.parse(key))
  } catch {
    return key
  }
}
