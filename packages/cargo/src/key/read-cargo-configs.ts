import { statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { messageOf, readRegularText } from '@nx-crane/files'
import { parse } from 'smol-toml'
import { CargoError } from '../cargo-error'
import { entryOf, stringOf, type TomlTable } from '../manifest/toml-table'
import type { CargoConfigFile } from './cargo-config-meaning'
import type { Environment } from './environment-inputs'

/**
 * The configuration files that Cargo reads when it is started in `dir`, nearest first, the one in `CARGO_HOME` last;
 * included ones after those that include them. Throws a CargoError when one is no TOML.
 *
 * @param root of the repository, from which the files are named
 */
export function readCargoConfigs(dir: string, root: string, environment: Environment): CargoConfigFile[] {
  const home = environment.CARGO_HOME ? resolve(dir, environment.CARGO_HOME) : join(homedir(), '.cargo')
  const found: CargoConfigFile[] = []
  const seen = new Set<string>()
  for (let current = resolve(dir); ; current = dirname(current)) {
    const config = join(current, '.cargo')
    const path = configIn(config)
    if (path !== null && config !== home) collect(path, relative(root, path), { found, seen })
    if (dirname(current) === current) break
  }
  const atHome = configIn(home)
  if (atHome !== null) collect(atHome, 'CARGO_HOME/config.toml', { found, seen })
  return found
}

/** Cargo prefers the name without an extension when both are there. */
function configIn(dir: string): string | null {
  return [join(dir, 'config'), join(dir, 'config.toml')].find(isRead) ?? null
}

/** Cargo reads a pipe as well, and waits for it: that is said by what reads it here. */
function isRead(path: string): boolean {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats !== undefined && (stats.isFile() || stats.isFIFO())
}

function collect(path: string, name: string, into: { found: CargoConfigFile[]; seen: Set<string> }): void {
  if (into.seen.has(path)) return
  into.seen.add(path)
  const table = readTable(path, name)
  into.found.push({ name: name.replaceAll('\\', '/'), table })
  for (const included of includesOf(table)) {
    const target = isAbsolute(included) ? included : join(dirname(path), included)
    if (isRead(target)) collect(target, `${included}, included by ${name}`, into)
  }
}

function includesOf(table: TomlTable): string[] {
  const include = entryOf(table, 'include')
  return (Array.isArray(include) ? include : [include]).flatMap((each: unknown) => {
    if (typeof each === 'string') return [each]
    const path = typeof each === 'object' && each !== null ? stringOf(each as TomlTable, 'path') : undefined
    return path === undefined ? [] : [path]
  })
}

function readTable(path: string, name: string): TomlTable {
  try {
    return parse(readRegularText(path))
  } catch (cause) {
    throw new CargoError('INVALID_CONFIG', {
      file: name,
      message: `cannot be read: ${messageOf(cause)}`,
      hint: 'mend the file; Cargo cannot read it either',
      cause,
    })
  }
}
