import { importScanner } from './imports/import-scanner'
import type { PackageManifest } from './npm/package-manifest'
import type { SourceImport } from './package-edges'
import { childPath } from './repository-path'
import type { SourceTree } from './source-tree'

/**
 * What the JavaScript and TypeScript files of a package import, for use where nobody gives us a list of its files.
 * Leaves out directories that tools fill (`node_modules`, `dist`, `pkg`, `target`, …) and packages and crates within.
 */
export function* sourceImports(
  tree: SourceTree,
  manifest: Pick<PackageManifest, 'dir'>,
): Generator<SourceImport> {
  const queue = [manifest.dir]
  for (let dir = queue.pop(); dir !== undefined; dir = queue.pop()) {
    const entries = tree.list(dir)
    if (!entries || (dir !== manifest.dir && isOtherProject(entries))) continue
    for (const [name, kind] of entries) {
      const path = childPath(dir, name)
      if (kind === 'directory') {
        if (!name.startsWith('.') && !FILLED_BY_TOOLS.has(name) && !tree.isLink?.(path)) queue.push(path)
      } else if (kind === 'file' && isSource(name, dir === manifest.dir)) yield* importsOfFile(tree, path)
    }
  }
}

/** Of pages only those that are entries: documentation that tools wrote has thousands more. */
function isSource(name: string, isTop: boolean): boolean {
  return importScanner(name) !== undefined && (!name.endsWith('.html') || isTop || name === 'index.html')
}

const FILLED_BY_TOOLS = new Set(['node_modules', 'dist', 'pkg', 'target', 'build', 'out', 'coverage'])

function isOtherProject(entries: ReadonlyMap<string, unknown>): boolean {
  return entries.has('package.json') || entries.has('Cargo.toml') || entries.has('CACHEDIR.TAG')
}

function* importsOfFile(tree: SourceTree, file: string): Generator<SourceImport> {
  const scan = importScanner(file)
  if (!scan) return
  const specifiers = tree.imports?.(file, scan) ?? scan(tree.read(file) ?? '')
  for (const specifier of specifiers) yield { file, specifier }
}
