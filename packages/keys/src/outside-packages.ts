import type { CrateGraph, SourceTree, TomlTable } from '@nx-crane/graph'
import { asTable, childPath, normalizePath, parentDir, stringOf, tableOf } from '@nx-crane/graph'
import { parse } from 'smol-toml'

/**
 * The directories of packages that manifests of the repository name by path and that the graph has no crates for, relative to
 * the root, sorted: they lie outside of the repository, or behind a link. One that has a fault costs nobody but itself.
 */
export function outsidePackagesOf(
  { crates, workspaces, diagnostics }: Pick<CrateGraph, 'crates' | 'workspaces' | 'diagnostics'>,
  tree: Pick<SourceTree, 'read'>,
): string[] {
  const known = new Set(crates.map(({ id }) => id))
  const named = crates.flatMap(({ dependencies }) =>
    dependencies.flatMap(({ crate, source }) =>
      crate === null && source.from === 'path' ? [source.path] : [],
    ),
  )
  const replaced = workspaces.flatMap(({ manifest }) =>
    replacementsIn(tree.read(manifest) ?? '').map((path) => normalizePath(parentDir(manifest), path)),
  )
  const isFaulty = (dir: string) =>
    diagnostics.some(({ file }) => file === dir || file === childPath(dir, 'Cargo.toml'))
  const outsidePackages = [...named, ...replaced].filter(
    (dir) => !known.has(childPath(dir, 'Cargo.toml')) && !isFaulty(dir),
  )
  return [...new Set(outsidePackages)].sort()
}

/** The values of `path` in the entries of some tables. */
export function pathsIn(tables: object | undefined): string[] {
  return Object.values(tables ?? {})
    .flatMap((entries) => Object.values(asTable(entries) ?? {}))
    .flatMap((entry) => stringOf(asTable(entry), 'path') ?? [])
}

function replacementsIn(text: string): string[] {
  if (!/patch|replace/.test(text)) return []
  try {
    const manifest = parse(text) as TomlTable
    return [...pathsIn(tableOf(manifest, 'patch')), ...pathsIn({ all: tableOf(manifest, 'replace') })]
  } catch {
    return [] // The graph says what is wrong with it.
  }
}
