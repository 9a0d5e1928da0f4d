import { configBase } from '../config/config-files'
import { treeConfigs } from '../config/tree-configs'
import { tableOf } from '../manifest/toml-table'
import type { SourceTree } from '../source-tree'
import type { PatchTables } from './replacements'

/** The `[patch]` tables of Cargo's configuration for a workspace in `dir`, the strongest first. */
export function configuredPatches(tree: Pick<SourceTree, 'read' | 'list'>, dir: string): PatchTables[] {
  return treeConfigs(tree, dir).files.map((file) => ({
    dir: configBase(file),
    tables: tableOf(file.table, 'patch'),
  }))
}
