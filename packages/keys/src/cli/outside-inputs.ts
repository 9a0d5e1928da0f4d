import { join } from 'node:path'
import { type CrateId, readSoundConfigs, scopeOf, type TaskKind } from '@nx-crane/graph'
import type { KeyInput } from '../key-input'
import { configuredFiles } from './configured-files'
import { linkerInputs } from './linker-inputs'
import { pathPackages } from './path-packages'
import { toolConfiguration } from './tool-configuration'
import { wrapperInputs } from './wrapper-inputs'

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

export interface OutsideInputs {
  outside(dir: string, kind: TaskKind): readonly KeyInput[]
  linkers(dir: string): readonly KeyInput[]
}

/** What takes part in the tasks of a workspace and is in no crate's directory; each directory is looked at once. */
export function outsideInputsReader({
  root,
  memoDir,
  environment,
  outsidePackages,
  crates,
}: OutsidePlace): OutsideInputs {
  const memos = { root, path: memoDir }
  const known = new Set(crates)
  const packages = new Map<string, readonly KeyInput[]>()
  const linkers = new Map<string, readonly KeyInput[]>()
  const placeOf = (dir: string) => {
    const configs = readSoundConfigs(join(root, dir), root, environment)
    return { root, dir: join(root, dir), configs, environment, memos }
  }
  const outside = (dir: string, kind: TaskKind) => {
    if (kind === 'format')
      return toolConfiguration({ root, dir: join(root, dir), configs: [], environment }, kind)
    const place = placeOf(dir)
    const tools = toolConfiguration(place, kind)
    let found = packages.get(dir)
    if (found === undefined) {
      found = pathPackages({ root, configs: place.configs, outsidePackages, crates: known, memos })
      packages.set(dir, found)
    }
    const { documents, runs } = scopeOf(kind)
    return [...tools, ...found, ...wrapperInputs(place), ...configuredFiles(place, { documents, runs })]
  }
  return {
    outside,
    linkers(dir) {
      let found = linkers.get(dir)
      if (found === undefined) {
        found = linkerInputs(placeOf(dir))
        linkers.set(dir, found)
      }
      return found
    },
  }
}
