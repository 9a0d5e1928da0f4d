import { parseManifest } from '../manifest/parse-manifest'
import { tableOf } from '../manifest/toml-table'
import { ancestorsOf, childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import type { PatchTables } from './replacements'

/**
 * The `[patch]` tables of Cargo's configuration for a workspace in `dir`, the nearest first. Paths in them are relative to
 * the directory that holds `.cargo`.
 */
export function configuredPatches(tree: Pick<SourceTree, 'read' | 'list'>, dir: string): PatchTables[] {
  return [dir, ...ancestorsOf(dir)].flatMap((each) => {
    if (tree.list(each)?.get('.cargo') !== 'directory') return []
    const text = FILES.map((file) => tree.read(childPath(each, file))).find((found) => found !== undefined)
    if (text === undefined || !text.includes('patch')) return []
    const parsed = parseManifest(text)
    return 'toml' in parsed ? [{ dir: each, tables: tableOf(parsed.toml, 'patch') }] : []
  })
}

/** Where both are there, Cargo takes the one without an extension. */
const FILES = ['.cargo/config', '.cargo/config.toml']
