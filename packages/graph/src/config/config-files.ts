import { messageOf } from '@nx-crane/files'
import { parse, TomlError } from 'smol-toml'
import { CargoError } from '../cargo-error'
import { asTable } from '../manifest/toml-table'
import { parentDir } from '../repository-path'
import type { ConfigTable } from './merge-config'

/** One configuration file of Cargo. */
export interface ConfigFile {
  readonly path: string
  /** For people, the same in every checkout; of an included file also which one includes it. */
  readonly name: string
  /** As it is written, without `include`. */
  readonly table: ConfigTable
  /** Which of the directories led to it. */
  readonly foundIn: string
}

/** Where configuration files are looked for: a disk or the tree of a repository. */
export interface ConfigPlace {
  /** Undefined where there is no such file; throws where it cannot be read. */
  read(path: string): string | undefined
  /** `path` as seen from `dir`. */
  resolve(dir: string, path: string): string
  nameOf(path: string): string
}

export interface FoundConfigs {
  /** The strongest first: the nearest, a file before those that it includes, and of these the last one first. */
  readonly files: readonly ConfigFile[]
  /** What Cargo refuses, in the order in which it is read. The files that are sound are there all the same. */
  readonly faults: readonly CargoError[]
}

/**
 * The configuration files in directories named `.cargo`, the nearest first, and what they include.
 *
 * @example findConfigs(['crates/app/.cargo', '.cargo'], place)
 */
export function findConfigs(dirs: readonly string[], place: ConfigPlace): FoundConfigs {
  const faults: CargoError[] = []
  const files = dirs.flatMap((dir) => new DirectoryConfig(dir, place, faults).files())
  return { files, faults }
}

/** Paths in a configuration file are relative to the directory around the one that the file lies in. */
export function configBase({ path }: { readonly path: string }): string {
  return parentDir(parentDir(path))
}

/** Cargo takes the name without an ending first where both are there. */
const NAMES = ['config', 'config.toml']
/** Where the configuration for a directory and those below it lies. */
export const CONFIG_FILES = NAMES.map((name) => `.cargo/${name}`)

interface Included {
  readonly path: string
  readonly name: string
  readonly optional: boolean
  /** The paths that led here, the first one first. */
  readonly from: readonly string[]
}

class DirectoryConfig {
  readonly #dir: string
  readonly #place: ConfigPlace
  readonly #faults: CargoError[]
  readonly #seen = new Set<string>()

  constructor(dir: string, place: ConfigPlace, faults: CargoError[]) {
    this.#dir = dir
    this.#place = place
    this.#faults = faults
  }

  files(): ConfigFile[] {
    for (const each of NAMES) {
      const path = `${this.#dir}/${each}`
      const found = this.#load({ path, name: this.#place.nameOf(path), optional: true, from: [] })
      if (found !== undefined) return found
    }
    return []
  }

  /** Undefined where there is no such file. */
  #load({ path, name, optional, from }: Included): ConfigFile[] | undefined {
    const file = this.#place.nameOf(path)
    // Cargo takes it for a circle as well where two files include the same one.
    if (this.#seen.has(path)) return this.#refuse(circleOf([...from, path], this.#place))
    try {
      const text = this.#place.read(path)
      if (text === undefined) return optional ? undefined : this.#refuse(missing(path, from, this.#place))
      this.#seen.add(path)
      const { include, ...table } = parsed(text, file)
      const found: ConfigFile[] = []
      for (const each of includesOf(include)) {
        const included = {
          path: this.#place.resolve(parentDir(path), each.path),
          name: `${each.path}, included by ${name}`,
          optional: each.optional,
          from: [...from, path],
        }
        found.unshift(...(this.#load(included) ?? []))
      }
      return [{ path, name, table, foundIn: this.#dir }, ...found]
    } catch (error) {
      return this.#refuse(error instanceof CargoError ? error : unreadable(file, error))
    }
  }

  #refuse(fault: CargoError): ConfigFile[] {
    this.#faults.push(fault)
    return []
  }
}

function includesOf(include: unknown): { path: string; optional: boolean }[] {
  const entries: readonly unknown[] = Array.isArray(include) ? include : [include]
  return entries.flatMap((entry) => {
    const table = asTable(entry)
    const path = table ? table.path : entry
    return typeof path === 'string' ? [{ path, optional: table?.optional === true }] : []
  })
}

function circleOf(chain: readonly string[], { nameOf }: ConfigPlace): CargoError {
  const last = chain.at(-1) ?? ''
  const circle = chain.slice(chain.indexOf(last))
  return new CargoError('CONFIG_INCLUDE_CYCLE', {
    file: nameOf(last),
    message:
      circle.length > 1
        ? `the configuration includes itself: ${circle.map((each) => nameOf(each)).join(' → ')}`
        : 'the configuration includes this file twice, which Cargo takes for a circle',
    hint: 'remove one of these entries of `include`',
  })
}

function missing(path: string, from: readonly string[], { nameOf }: ConfigPlace): CargoError {
  return new CargoError('CONFIG_MISSING_INCLUDE', {
    file: nameOf(from.at(-1) ?? path),
    message: `the configuration includes "${nameOf(path)}", which does not exist`,
    hint: 'create the file, or write { path = "…", optional = true }',
  })
}

function unreadable(file: string, cause: unknown): CargoError {
  return new CargoError('INVALID_CONFIG', {
    file,
    message: `cannot be read: ${messageOf(cause)}`,
    hint: 'fix the file; Cargo cannot read it either',
    cause,
  })
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
      hint: 'fix the line; `cargo config get -Zunstable-options` (nightly) shows what Cargo reads',
      cause,
    })
  }
}
