import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { readRegularText } from '@nx-crane/files'
import { parse } from 'smol-toml'

/** One file of Cargo's hierarchical configuration, as parsed. */
export type ConfigTable = Readonly<Record<string, unknown>>

/** Cargo's home: registries, git checkouts and the user's configuration. */
export function cargoHome(env: NodeJS.ProcessEnv = process.env): string {
  return env.CARGO_HOME ? resolve(env.CARGO_HOME) : join(homedir(), '.cargo')
}

/**
 * The configuration files in force for `dir`, the least binding first: the one in Cargo's home, then from the file
 * system's root down. A broken one is left out: cargo itself will say so.
 */
export function readCargoConfigs(dir: string, env: NodeJS.ProcessEnv = process.env): ConfigTable[] {
  const folders = [...parentsOf(dir)].map((parent) => join(parent, '.cargo'))
  const home = cargoHome(env)
  return [...new Set([...folders, home])].reverse().flatMap((folder) => {
    const config = readConfig(join(folder, 'config')) ?? readConfig(join(folder, 'config.toml'))
    return config ? [config] : []
  })
}

function readConfig(file: string): ConfigTable | null {
  try {
    return parse(readRegularText(file))
  } catch {
    return null
  }
}

function* parentsOf(dir: string): Generator<string> {
  for (let at = resolve(dir); ; at = dirname(at)) {
    yield at
    if (dirname(at) === at) return
  }
}
