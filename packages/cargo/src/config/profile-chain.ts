import { entryOf, stringOf, type TomlTable, tableOf } from '../manifest/toml-table'

export interface ProfileSources {
  /** `[profile]` of Cargo's configuration files and of the root manifest, the strongest first. */
  readonly tables: readonly TomlTable[]
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** A profile and those it inherits from, the last of which is `dev` or `release` where Cargo accepts the profile. */
export function profileChain(profile: string, { tables, environment }: ProfileSources): string[] {
  const chain: string[] = []
  for (let name: string | undefined = profile; name !== undefined && !chain.includes(name); ) {
    chain.push(name)
    const said: unknown[] = [
      environment[profileVariable(name, 'INHERITS')],
      ...tables.map((profiles) => stringOf(tableOf(profiles, chain.at(-1) ?? ''), 'inherits')),
      entryOf(BUILT_IN, name),
    ]
    name = said.find((each) => typeof each === 'string')
  }
  return chain
}

/** The variable that sets a setting of a profile for Cargo. */
export function profileVariable(profile: string, setting: string): string {
  return `CARGO_PROFILE_${profile.toUpperCase().replaceAll('-', '_')}_${setting}`
}

const BUILT_IN: TomlTable = { test: 'dev', bench: 'release', doc: 'dev' }
