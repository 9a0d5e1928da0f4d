import { homedir } from 'node:os'
import { join } from 'node:path'
import { readdirSync, readRegularText } from '@nx-crane/files'
import type { Rustup } from '@nx-crane/graph'
import { asTable, stringOf, tableOf } from '@nx-crane/graph'
import { parse } from 'smol-toml'

/** What rustup has on the disk, without starting it, which may download something; null where it has nothing. */
export function readRustup(env: NodeJS.ProcessEnv): (Rustup & { readonly home: string }) | null {
  const home = env.RUSTUP_HOME || join(homedir(), '.rustup')
  try {
    const toolchains = readdirSync(join(home, 'toolchains')).sort()
    return { home, toolchains, ...settingsIn(home) }
  } catch {
    return null
  }
}

function settingsIn(home: string): Pick<Rustup, 'defaultToolchain' | 'overrides'> {
  try {
    const settings = asTable(parse(readRegularText(join(home, 'settings.toml'))))
    const overrides = Object.entries(tableOf(settings, 'overrides') ?? {})
    return {
      defaultToolchain: stringOf(settings, 'default_toolchain') ?? null,
      overrides: Object.fromEntries(
        overrides.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      ),
    }
  } catch {
    return { defaultToolchain: null, overrides: {} } // None was ever chosen.
  }
}
