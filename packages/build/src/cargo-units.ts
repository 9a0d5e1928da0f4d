import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularText } from '@nx-crane/files'
import { parseDepInfo } from './dep-info'
import { parseScriptReruns } from './script-reruns'

/** What cargo remembers of one compilation, or one run of a build script, in a target directory. */
export interface CargoUnit {
  /** The name of its package. */
  readonly package: string
  /** The file of cargo's whose time it compares with those of the inputs, absolute. Without it cargo makes the unit again. */
  readonly reference: string
  /** Its time, which is when the unit was begun, in nanoseconds since the epoch. */
  readonly begun: bigint
  /** What it was made from, as the compiler or the build script told cargo. */
  readonly inputs: UnitInputs
}

export type UnitInputs =
  /** Relative to the workspace, or absolute. */
  | { readonly of: 'compilation'; readonly files: readonly string[] }
  /** Relative to the package, or absolute; directories count with all that is in them. Null: the whole package. */
  | { readonly of: 'build script'; readonly paths: readonly string[] | null }

/** The units of some packages, of all profiles and target triples; what cannot be read is left out. */
export function readCargoUnits(targetDirectory: string, packages: ReadonlySet<string>): CargoUnit[] {
  return profileDirectories(targetDirectory).flatMap((profile) => {
    const rules = readRules(join(profile, 'deps'))
    return namesIn(join(profile, '.fingerprint')).flatMap((name) => {
      const [, owner = '', hash = ''] = /^(.+)-([0-9a-f]{16})$/.exec(name) ?? []
      if (!packages.has(owner)) return []
      try {
        return readUnit({ profile, owner, hash, rules })
      } catch {
        return []
      }
    })
  })
}

/** `debug`, `release` and their like, also those below a target triple. */
function profileDirectories(targetDirectory: string): string[] {
  const below = (directory: string) => namesIn(directory).map((name) => join(directory, name))
  const first = below(targetDirectory)
  return [...first, ...first.flatMap(below)].filter((directory) =>
    isDirectory(join(directory, '.fingerprint')),
  )
}

/**
 * The makefiles in which the compiler says what it read, by the hash that cargo names a unit by, and those of dynamic
 * libraries, whose files have no hash, by the name of the library.
 */
function readRules(directory: string): Map<string, string> {
  const found = new Map<string, string>()
  for (const name of namesIn(directory)) {
    if (!name.endsWith('.d')) continue
    const hash = /-([0-9a-f]{16})\.d$/.exec(name)?.[1]
    found.set(hash ?? name.slice(0, -'.d'.length), join(directory, name))
  }
  return found
}

interface UnitPlace {
  readonly profile: string
  readonly owner: string
  readonly hash: string
  readonly rules: ReadonlyMap<string, string>
}

function readUnit({ profile, owner, hash, rules }: UnitPlace): CargoUnit[] {
  const directory = join(profile, '.fingerprint', `${owner}-${hash}`)
  const names = namesIn(directory)
  const own = join(profile, 'build', `${owner}-${hash}`)
  if (names.some((name) => name.startsWith('run-build-script-'))) {
    const output = join(own, 'output')
    const { paths } = parseScriptReruns(readRegularText(output))
    return [unitOf(owner, output, { of: 'build script', paths })]
  }
  const reference = names.find((name) => name.startsWith('dep-'))
  if (reference === undefined) return []
  const makefile = rules.get(hash) ?? readRules(own).get(hash) ?? rules.get(libraryOf(reference))
  if (makefile === undefined) return []
  const files = parseDepInfo(readRegularText(makefile))
  return [unitOf(owner, join(directory, reference), { of: 'compilation', files })]
}

/** @example libraryOf('dep-lib-my-crate') // → 'my_crate' */
function libraryOf(reference: string): string {
  return reference.replace(/^dep-(?:test-|bench-)?[a-z]+-/, '').replaceAll('-', '_')
}

function unitOf(owner: string, reference: string, inputs: UnitInputs): CargoUnit {
  const begun = statSync(reference, { bigint: true }).mtimeNs
  return { package: owner, reference, begun, inputs }
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}
