import { ancestorsOf, baseName, childPath, normalizePath, parentDir } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { type CargoConfig, cargoConfigOf } from './cargo-config'
import { configBase, type FoundConfigs, findConfigs } from './config-files'
import { type ConfigTable, mergeConfig } from './merge-config'
import { resolveConfigPaths } from './resolve-config-paths'

/**
 * The configuration that Cargo applies when it runs in `dir`: the files of `dir` and of the directories above it up to
 * the repository root, the nearer the stronger. What lies outside the repository (`~/.cargo/config.toml`, environment)
 * is not part of it. Throws a CargoError for what Cargo refuses.
 */
export function cargoConfigFor(tree: SourceTree, dir: string): CargoConfig {
  const { files, faults } = treeConfigs(tree, dir)
  if (faults[0]) throw faults[0]
  const table = files.reduce<ConfigTable>(
    (stronger, file) => mergeConfig(resolveConfigPaths(file.table, configBase(file)), stronger),
    {},
  )
  return cargoConfigOf(
    table,
    files.map(({ path }) => path),
  )
}

/** The configuration files of a repository that Cargo reads when it runs in `dir`. */
export function treeConfigs(tree: Pick<SourceTree, 'read' | 'list'>, dir: string): FoundConfigs {
  const dirs = [dir, ...ancestorsOf(dir)].filter((each) => tree.list(each)?.get('.cargo') === 'directory')
  return findConfigs(
    dirs.map((each) => childPath(each, '.cargo')),
    {
      read: (path) =>
        tree.list(parentDir(path))?.get(baseName(path)) === 'file' ? tree.read(path) : undefined,
      resolve: normalizePath,
      nameOf: (path) => path,
    },
  )
}
