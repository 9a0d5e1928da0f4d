import { childPath, type SourceTree } from '@nx-crane/graph'
import type { Mention } from './migration'

const READ =
  /(^|\/)(Dockerfile[^/]*|[^/]*\.Dockerfile|Makefile|[Jj]ustfile|Procfile|Taskfile[^/]*|(package|project|vercel|netlify|lefthook)\.json|[^/]*\.config\.[cm]?[jt]s)$|\.(sh|bash|ps1|ya?ml|toml|nix|mk)$|(^|\/)(scripts?|tools?|ci|bin)\/[^/]+\.[cm]?[jt]s$/
const SKIPPED = /^(node_modules|dist|target|pkg|coverage|\.git|\.nx|\.turbo|\.yarn|\.next|\.svelte-kit)$/
const LOCKS = /(^|\/)(package-lock\.json|pnpm-lock\.yaml|Cargo\.lock)$/

/** What people write is shorter; data that happens to be YAML or TOML is not. */
const LONGEST = 200_000

/**
 * Where files that people write to run things (CI, scripts, images, configurations) hold a text, as whole words of a path.
 * Reads the repository once, when it is first asked.
 */
export function mentionsIn(tree: SourceTree): (text: string) => readonly Mention[] {
  let files: ReadonlyMap<string, string> | undefined
  const known = new Map<string, readonly Mention[]>()
  return (text) => {
    const before = known.get(text)
    if (before) return before
    files ??= filesIn(tree)
    const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const pattern = new RegExp(`(?<![\\w@-])${escaped}(?![\\w-])`)
    const found = [...files].flatMap(([file, content]) =>
      content.includes(text) ? linesOf(file, content).filter((line) => pattern.test(line.text)) : [],
    )
    known.set(text, found)
    return found
  }
}

function linesOf(file: string, content: string): Mention[] {
  return content.split('\n').map((text, index) => ({ file, line: index + 1, text }))
}

function filesIn(tree: SourceTree): Map<string, string> {
  const found = new Map<string, string>()
  const queue = ['']
  for (let dir = queue.pop(); dir !== undefined; dir = queue.pop()) {
    const entries = tree.list(dir)
    if (!entries || (dir !== '' && entries.has('CACHEDIR.TAG'))) continue
    for (const [name, kind] of entries) {
      const path = childPath(dir, name)
      if (kind === 'directory' && !SKIPPED.test(name) && !tree.isLink?.(path)) queue.push(path)
      if (kind !== 'file' || !READ.test(path) || LOCKS.test(path)) continue
      const text = tree.read(path) ?? ''
      if (text.length <= LONGEST) found.set(path, text)
    }
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
}
