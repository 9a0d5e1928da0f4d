import type { Crate, SourceTree } from '@nx-crane/graph'
import {
  type CrateListing,
  childPath,
  isInside,
  isTauriConfig,
  listNamed,
  pathPattern,
  patternBase,
  resolveSource,
  tauriConfigsOf,
} from '@nx-crane/graph'

/**
 * What a program of Tauri is compiled with: its configuration, the page that it shows, and what is packed beside it. Its
 * macro and its build script find them by the configuration alone.
 */
export function tauriFiles(crate: Crate, listing: CrateListing, tree: SourceTree): string[] {
  const own = [...(listing.files.list(crate.dir) ?? [])].flatMap(([name, kind]) =>
    kind === 'file' && isTauriConfig(name) ? [childPath(crate.dir, name)] : [],
  )
  // The tree is asked only where there is something to ask about: a listing is remembered for every crate already.
  if (own.length === 0) return []
  const named = tauriConfigsOf(tree, crate.dir).flatMap(({ page, resources }) => [...page, ...resources])
  return [...own, ...named.flatMap((written) => filesOf(resolveSource(crate.dir, written), crate, listing))]
}

function filesOf(pattern: string, { dir }: Crate, listing: CrateListing): string[] {
  if (!isInside(pattern)) return []
  if (listing.files.file(pattern) !== undefined) return [pattern]
  const base = patternBase(pattern)
  // Tauri refuses a page that holds the program.
  if (base === '' || base === dir || dir.startsWith(`${base}/`)) return []
  const matches = base === pattern ? () => true : pathPattern(pattern)
  return listNamed(listing, base).filter(matches)
}
