import { parse, TomlError } from 'smol-toml'
import { CargoError } from '../cargo-error'
import { asTable } from '../manifest/toml-table'
import { ancestorsOf, childPath, parentDir } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { type CargoConfig, cargoConfigOf } from './cargo-config'
import { type ConfigTable, mergeConfig } from './merge-config'
import { resolveConfigPaths } from './resolve-config-paths'

export interface ConfigInclude {
  /** Relative to the repository root. */
  readonly path: string
  readonly optional: boolean
}

/** One configuration file: its table with paths made relative to the repository root, and what it includes. */
export interface CargoConfigFile {
  readonly file: string
  readonly table: ConfigTable
  readonly includes: readonly ConfigInclude[]
}

/**
 * What one `.cargo/config.toml` says. Throws a CargoError with the line when it is no TOML.
 *
 * @param file its path relative to the repository root
 */
export function parseCargoConfig(text: string, file: string): CargoConfigFile {
  const { include, ...table } = parsed(text, file)
  const includes = Array.isArray(include) ? include : include === undefined ? [] : [include]
  return {
    file,
    // Paths are relative to the directory that holds `.cargo`, not to the file.
    table: resolveConfigPaths(table, parentDir(parentDir(file))),
    includes: includes.flatMap((each) => toInclude(each, parentDir(file))),
  }
}

/**
 * The configuration that Cargo applies when it runs in `dir`: the files of `dir` and of the directories above it up to
 * the repository root, the nearer the stronger. What lies outside the repository (`~/.cargo/config.toml`, environment)
 * is not part of it.
 */
export function cargoConfigFor(tree: SourceTree, dir: string): CargoConfig {
  const files: string[] = []
  let table: ConfigTable = {}
  for (const each of [dir, ...ancestorsOf(dir)]) {
    const file = configFileIn(tree, each)
    if (file === undefined) continue
    const loaded = load(tree, { path: file, optional: false }, [])
    files.push(...loaded.files)
    table = mergeConfig(loaded.table, table)
  }
  return cargoConfigOf(table, files)
}

/** Cargo takes the name without an ending first where both are there. */
function configFileIn(tree: SourceTree, dir: string): string | undefined {
  const entries = tree.list(childPath(dir, '.cargo'))
  const name = ['config', 'config.toml'].find((each) => entries?.get(each) === 'file')
  return name === undefined ? undefined : childPath(dir, `.cargo/${name}`)
}

interface Loaded {
  readonly table: ConfigTable
  readonly files: readonly string[]
}

function load(tree: SourceTree, { path, optional }: ConfigInclude, from: readonly string[]): Loaded {
  if (from.includes(path)) {
    throw new CargoError('CONFIG_INCLUDE_CYCLE', {
      file: path,
      message: `the configuration includes itself: ${[...from.slice(from.indexOf(path)), path].join(' → ')}`,
      hint: 'remove one of these entries of `include`',
    })
  }
  const text = tree.read(path)
  if (text === undefined) {
    if (optional) return { table: {}, files: [] }
    throw new CargoError('CONFIG_MISSING_INCLUDE', {
      file: from.at(-1) ?? path,
      message: `the configuration includes "${path}", which is not there`,
      hint: 'create the file, or write { path = "…", optional = true }',
    })
  }
  const config = parseCargoConfig(text, path)
  const files = [path]
  let table: ConfigTable = {}
  for (const include of config.includes) {
    const loaded = load(tree, include, [...from, path])
    files.push(...loaded.files)
    table = mergeConfig(table, loaded.table)
  }
  return { table: mergeConfig(table, config.table), files }
}

function toInclude(value: unknown, dir: string): ConfigInclude[] {
  const table = asTable(value)
  const path = typeof value === 'string' ? value : table?.path
  if (typeof path !== 'string') return []
  return [{ path: normalised(dir, path), optional: table?.optional === true }]
}

function normalised(dir: string, path: string): string {
  const parts: string[] = []
  for (const part of `${dir}/${path}`.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return parts.join('/')
}

function parsed(text: string, file: string): ConfigTable {
  try {
    return parse(text)
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause
    throw new CargoError('CONFIG_INVALID_TOML', {
      file,
      line: cause.line,
      message: `the configuration is not valid TOML (${cause.message.split('\n', 1)[0]})`,
      hint: 'mend the line; `cargo config get -Zunstable-options` (nightly) shows what Cargo reads',
      cause,
    })
  }
}
