import { parentDir, resolvePath } from '@nx-crane/graph'

/**
 * The paths of a repository that a Nix file may read, as far as its text says them, sorted: its path literals, up to where
 * something is interpolated into them, and strings that it appends to a path. May be too many, and may not be there; the
 * repository as a whole (`./.` in flake.nix) is not among them.
 *
 * @param file relative to the repository
 * @example nixPathLiterals('nix/a.nix', 'import ./b.nix + readFile (root + "/c.txt")') // → ['c.txt', 'nix/b.nix', 'nix/c.txt']
 */
export function nixPathLiterals(file: string, text: string): string[] {
  const dir = parentDir(file)
  const found = new Set<string>()
  const add = (base: string, path: string) => {
    const resolved = resolvePath(base, path.replace(/\/+$/, ''))
    if (resolved !== null && resolved !== '') found.add(resolved)
  }
  for (const [literal] of text.matchAll(LITERAL)) add(dir, literal)
  for (const [, path = ''] of text.matchAll(APPENDED)) {
    add('', path.slice(1))
    add(dir, path.slice(1))
  }
  return [...found].sort()
}

const LITERAL = /(?<![\w.+/~-])[\w.+-]*(?:\/[\w.+-]+)+\/?|(?<![\w.+/~-])\.{1,2}\//g
const APPENDED = /\+\s*"(\/[^"$\\]+)/g
