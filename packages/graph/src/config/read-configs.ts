import { homedir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { readRegularText, statSync } from '@nx-crane/files'
import { isNothingThere } from '../sources/disk-fault'
import { type ConfigFile, type FoundConfigs, findConfigs } from './config-files'

type Environment = Readonly<Record<string, string | undefined>>

/** Cargo's home as seen by a cargo that runs in `dir`: registries, git checkouts and the user's configuration. */
export function cargoHome(environment: Environment, dir = ''): string {
  return environment.CARGO_HOME ? resolve(dir, environment.CARGO_HOME) : join(homedir(), '.cargo')
}

/**
 * The configuration files that Cargo reads when it is started in `dir`: those of the directories from there up, and the one in
 * its home, where that is none of these.
 *
 * @param root of the repository, from which the files are named
 */
export function readConfigs(dir: string, root: string, environment: Environment): FoundConfigs {
  const home = cargoHome(environment, dir)
  const dirs = new Set([...parentsOf(dir).map((parent) => join(parent, '.cargo')), home])
  return findConfigs([...dirs], {
    read: readConfig,
    resolve,
    nameOf: (path) =>
      dirname(path) === home
        ? `CARGO_HOME/${relative(home, path)}`
        : relative(root, path).replaceAll('\\', '/'),
  })
}

/** The same, where a file that is no TOML, or cannot be read, is an error. */
export function readSoundConfigs(dir: string, root: string, environment: Environment): readonly ConfigFile[] {
  const { files, faults } = readConfigs(dir, root, environment)
  const broken = faults.find(({ code }) => BROKEN.includes(code))
  if (broken) throw broken
  return files
}

const BROKEN = ['CONFIG_INVALID_TOML', 'INVALID_CONFIG']

/** Cargo reads a pipe as well, and waits for it: that is said by what reads it here. */
function readConfig(path: string): string | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false })
    return stats?.isFile() || stats?.isFIFO() ? readRegularText(path) : undefined
  } catch (error) {
    if (isNothingThere(error)) return undefined
    throw error
  }
}

function parentsOf(dir: string): string[] {
  const parents = [resolve(dir)]
  for (let at = resolve(dir); dirname(at) !== at; at = dirname(at)) parents.push(dirname(at))
  return parents
}
