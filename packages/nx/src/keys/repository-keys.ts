import { seeThrough } from '@nx-crane/files'
import { parseOptions } from '../infer/options'
import { readWorkspace, type Workspace } from '../infer/workspace'
import { manifestPaths } from '../project-manifests'
import { pluginOptions, readNxJson } from '../read-nx-json'
import { type RepositoryState, workingTree } from '../revision/repository-state'
import type { TargetKey } from './target-key'
import { type TargetKeysRequest, targetKeys } from './target-keys'

export interface RepositoryKeysRequest extends Pick<TargetKeysRequest, 'root' | 'explain' | 'nodes' | 'env'> {
  /** Project names; all crates' projects when left out. */
  readonly projects?: readonly string[]
  /** What is looked at; the working tree when left out. */
  readonly state?: RepositoryState
}

export interface RepositoryKeys {
  /** Sorted by project and target. */
  readonly keys: readonly TargetKey[]
  /** What they follow from. Ask its tree only through the view of the state. */
  readonly workspace: Workspace
}

/** The keys under which the targets of crates are cached in a state of the repository, by the settings that it has there. */
export async function repositoryKeys(request: RepositoryKeysRequest): Promise<RepositoryKeys> {
  const { root, state = workingTree(root), projects = [] } = request
  const found = seeThrough(state.view, () => {
    const files = manifestPaths(root)
    const options = parseOptions(pluginOptions(readNxJson(root)))
    const workspace = readWorkspace(root, files, { ...options, keeps: state.view === null })
    return { files, options, workspace }
  })
  const keys = await targetKeys({ ...request, ...found, state, projects })
  return { keys, workspace: found.workspace }
}
