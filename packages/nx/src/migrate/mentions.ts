import { childPath, type SourceTree } from '@nx-crane/cargo'
import type { Mention } from './migration'

const READ =
  /(^|\/)(Dockerfile[^/]*|[^/]*\.Dockerfile|Makefile|[Jj]ustfile|Procfile|Taskfile[^/]*)$|\.(sh|bash|ps1|ya?ml|json|jsonc|toml|[cm]?[jt]s|nix|mk)$/
const SKIPPED = /^(node_modules|dist|target|pkg|coverage|\.git|\.nx|\.turbo|\.yarn|\.next|\.svelte-kit)$/
const LOCKS = /(^|\/)(package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|Cargo\.lock|bun\.lock)$/

/**
 * Where files that people write to run things (CI, scripts, images, configurations) hold a text, as whole words of a path.
 * Reads the repository once, when it is first asked.
 */
export function mentionsIn(tree: SourceTree): (text: string) => readonly Mention[] {
  let lines: Mention[] | undefined
  return (text) => {
    lines ??= linesOf(tree)
    const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    const pattern = new RegExp(`(?<![\\w@-])${escaped}(?![\\w-])`)
    return lines.filter((line) => line.text.includes(text) && pattern.test(line.text))
  }
}

function linesOf(tree: SourceTree): Mention[] {
  const found: Mention[] = []
  const queue = ['']
  for (let dir = queue.pop(); dir !== undefined; dir = queue.pop()) {
    const entries = tree.list(dir)
    if (!entries || (dir !== '' && entries.has('CACHEDIR.TAG'))) continue
    for (const [name, kind] of entries) {
      const path = childPath(dir, name)
      if (kind === 'directory' && !SKIPPED.test(name) && !tree.isLink?.(path)) queue.push(path)
      if (kind !== 'file' || !READ.test(path) || LOCKS.test(path)) continue
      const texts = (tree.read(path) ?? '').split('\n')
      found.push(...texts.map((text, index) => ({ file: path, line: index + 1, text })))
    }
  }
  return found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1))
}
