import { existsSync, readdirSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import type { CrateId } from '@nx-crane/graph'
import type { Workspace } from './read-workspace'
import { WatchedSources } from './watched-sources'

/** All files that a package is made of as far as its crates tell, absolute: for watchers that take files only. */
export function readSourcePaths(workspace: Workspace, crate: CrateId): string[] {
  const { root } = workspace
  const sources = new WatchedSources({ ...workspace, crate })
  const isSource = (path: string) => sources.concern(path, new Set()) !== null
  const dirs = [...sources.dirs].map((dir) => resolve(root, dir)).filter((dir) => existsSync(dir))
  const files = dirs.flatMap((dir) => filesBelow(root, dir, isSource))
  const setup = [...sources.setupFiles].map((file) => resolve(root, file)).filter((file) => existsSync(file))
  return [...new Set([...files, ...setup])].sort()
}

function filesBelow(root: string, dir: string, isSource: (path: string) => boolean): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name)
    const inRepository = relative(root, path).split(sep).join('/')
    // Not even looked into: target and node_modules hold more files than all the rest.
    if (entry.isDirectory()) return isSource(`${inRepository}/file`) ? filesBelow(root, path, isSource) : []
    return isSource(inRepository) ? [path] : []
  })
}
