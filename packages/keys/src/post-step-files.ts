import type { Crate } from '@nx-crane/graph'
import {
  type CrateListing,
  childPath,
  libraryName,
  listCrate,
  parseWasmSettings,
  resolvePath,
} from '@nx-crane/graph'

/**
 * What a crate's command for its written package may read: it is a program like any other, so that is all of the crate but
 * what a build left there, and the files elsewhere that it is told by name. Sorted; none where there is no command.
 */
export function postStepFiles(crate: Crate, listing: CrateListing): string[] {
  const { settings } = parseWasmSettings({ metadata: crate.metadata, manifest: crate.id, text: '' })
  if (settings.post === null) return []
  const module = `${settings.outName ?? libraryName(crate)}_bg.wasm`
  const own = listCrate(listing, 'all').filter((path) => !isBuilt(path, { module, crate, listing }))
  const named = settings.post.flatMap((word) => {
    const path = resolvePath(crate.dir, word)
    return path !== null && listing.files.file(path) !== undefined ? [path] : []
  })
  return [...new Set([...own, ...named])].sort()
}

/** Whether the module lies in one of the directories that the file is in, below the crate's own. */
function isBuilt(
  path: string,
  {
    module,
    crate,
    listing,
  }: { readonly module: string; readonly crate: Crate; readonly listing: CrateListing },
): boolean {
  const below = (crate.dir === '' ? path : path.slice(crate.dir.length + 1)).split('/').slice(0, -1)
  return below.some((_, index) => {
    const dir = childPath(crate.dir, below.slice(0, index + 1).join('/'))
    return listing.files.list(dir)?.has(module) === true
  })
}
