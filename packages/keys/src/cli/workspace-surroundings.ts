import { join, relative } from 'node:path'
import { type CrateId, configBase, farther, globsAt, type Reach, readConfigs } from '@nx-crane/graph'
import { compilerWrappers, wideOfRunners, wideOfWrappers } from '../compiler-wrappers'
import type { WorkspaceSurroundings } from '../key-globs'
import { configuredPathsOnDisk } from './configured-files'
import { pathPackagePlaces } from './path-packages'
import { clippyFiles } from './tool-configuration'
import { programPlaces } from './toolchain'

export interface SurroundingsPlace {
  /** The repository, absolute. */
  readonly root: string
  readonly environment: NodeJS.ProcessEnv
  /** See {@link import('./path-packages').PathPackagesPlace}. */
  readonly outsidePackages: readonly string[]
  readonly crates: ReadonlySet<CrateId>
}

/** What of the repository {@link import('./outside-inputs').outsideInputsReader} looks at for a workspace, as globs, whether or not it is there. */
export function workspaceSurroundings(
  workspaceDir: string,
  { root, environment, outsidePackages, crates }: SurroundingsPlace,
): WorkspaceSurroundings {
  const dir = join(root, workspaceDir)
  // What is wrong with one of them is said where keys are computed.
  const configs = readConfigs(dir, root, environment).files
  const place = { root, dir, configs, environment }
  const wrappers = compilerWrappers(configs, environment)
  const named = [...configuredPathsOnDisk(place, { documents: true, runs: true })].flatMap(({ path, is }) =>
    is === 'nothing' && !/[./]/.test(relative(dir, path)) ? [] : [path],
  )
  const around = wrappers.flatMap(({ program, config }) =>
    program.includes('/') ? [join(config === null ? dir : configBase(config), program)] : [],
  )
  const programs = [...around, ...programPlaces(dir, place).values()]
  const packages = pathPackagePlaces({ root, configs, outsidePackages, crates })
  const paths = [
    ...configs.map(({ path }) => path),
    ...named,
    ...programs,
    ...packages,
    ...clippyFiles(place),
  ]
  return {
    globs: [...new Set(paths.flatMap((path) => globsOf(relative(root, path).replaceAll('\\', '/'))))],
    reach: farther(
      reachOf(wideOfWrappers(wrappers), 'all'),
      reachOf(wideOfRunners(configs, environment), 'data'),
    ),
  }
}

/** A manifest is a file, whether or not it is there. */
function globsOf(path: string): string[] {
  return path.endsWith('/Cargo.toml') || path === 'Cargo.toml' ? globsAt(path).slice(0, 1) : globsAt(path)
}

function reachOf(wide: object | null, reach: Reach): Reach {
  return wide === null ? 'named' : reach
}
