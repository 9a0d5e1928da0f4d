import { dirname } from 'node:path'
import { readRegularText } from '@nx-crane/files'
import { parse } from 'smol-toml'
import { profileChain, profileVariable } from '../config/profile-chain'
import { readSoundConfigs } from '../config/read-configs'
import { entryOf, type TomlTable, tableOf } from '../manifest/toml-table'

export interface HostDebugInfoRequest {
  /** Absolute path of the root manifest. */
  readonly workspace: string
  /** Null: Cargo's default. */
  readonly profile: string | null
  readonly environment: NodeJS.ProcessEnv
}

/**
 * A variable for Cargo that says what it otherwise decides anew in every invocation: whether procedural macros, build scripts
 * and what these need get debug information. By default that is so where one of them is also selected with `--package`, and
 * then the names of symbols change, and with them the bytes of crates that have nothing to do with it. So the bytes of a
 * crate would depend on which others are built with it (Cargo 1.95). Nothing where a profile says it.
 */
export function hostDebugInfo({
  workspace,
  profile,
  environment,
}: HostDebugInfoRequest): Record<string, string> {
  const directory = dirname(workspace)
  const tables = [
    ...readSoundConfigs(directory, directory, environment).map(({ table }) => table),
    readManifest(workspace),
  ].map((table): TomlTable => tableOf(table, 'profile') ?? {})
  const chain = profileChain(profile ?? 'dev', { tables, environment })
  const isSaid = chain.some(
    (name) =>
      environment[profileVariable(name, BUILD_OVERRIDE_DEBUG)] !== undefined ||
      tables.some(
        (profiles) => entryOf(tableOf(tableOf(profiles, name), 'build-override'), 'debug') !== undefined,
      ),
  )
  return isSaid ? {} : { [profileVariable(chain.at(-1) ?? 'dev', BUILD_OVERRIDE_DEBUG)]: 'false' }
}

const BUILD_OVERRIDE_DEBUG = 'BUILD_OVERRIDE_DEBUG'

/** One that cannot be read Cargo will complain about. */
function readManifest(path: string): TomlTable {
  try {
    return parse(readRegularText(path))
  } catch {
    return {}
  }
}
