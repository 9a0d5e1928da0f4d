import { join } from 'node:path'
import { type CrateId, readSoundConfigs, scopeOf, type TaskKind } from '@nx-crane/graph'
import type { KeyInput } from '../key-input'
import { configuredFiles } from './configured-files'
import { pathPackages } from './path-packages'
import { toolConfiguration } from './tool-configuration'

export interface OutsidePlace {
  /** The repository's root, absolute. */
  readonly root: string
  /** Where digests are kept between runs. */
  readonly memoDir: string
  readonly environment: NodeJS.ProcessEnv
  /** See {@link import('./path-packages').PathPackagesPlace}. */
  readonly outsidePackages: readonly string[]
  readonly crates: readonly CrateId[]
}

/** What takes part in the tasks of a workspace and is in no crate's directory; each directory is looked at once. */
export function outsideInputsReader({
  root,
  memoDir,
  environment,
  outsidePackages,
  crates,
}: OutsidePlace): (dir: string, kind: TaskKind) => readonly KeyInput[] {
  const memos = { root, path: memoDir }
  const known = new Set(crates)
  const packages = new Map<string, readonly KeyInput[]>()
  return (dir, kind) => {
    const tools = toolConfiguration({ root, dir: join(root, dir), environment }, kind)
    if (kind === 'format') return tools
    const configs = readSoundConfigs(join(root, dir), root, environment)
    let found = packages.get(dir)
    if (found === undefined) {
      found = pathPackages({ root, configs, outsidePackages, crates: known, memos })
      packages.set(dir, found)
    }
    const { documents, runs } = scopeOf(kind)
    return [
      ...tools,
      ...found,
      ...configuredFiles({ root, dir: join(root, dir), configs, environment, memos }, { documents, runs }),
    ]
  }
}
