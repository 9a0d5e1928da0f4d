import { CARGO_COMMENTS, type CargoLock, type LockedPackage, type LockedPackageId } from './cargo-lock'
import { CHECKSUM_KEY } from './locked-package-index'
import { compareSources } from './source-order'

/**
 * The text of a lock, byte for byte as Cargo writes it in the lock's own format: references as short as the other
 * packages allow.
 */
export function printLock(lock: CargoLock): string {
  const references = new References(lock)
  const packages = lock.packages.map((locked) => `[[package]]\n${printPackage(lock, locked, references)}`)
  const patches = lock.unusedPatches.map((locked) => `[[patch.unused]]\n${printFields(lock, locked)}\n`)
  const text = [
    [...CARGO_COMMENTS, ...lock.comments].map((line) => `${line}\n`).join(''),
    lock.version >= 3 ? `version = ${lock.version}\n\n` : '',
    ...packages,
    ...patches,
    printMetadata(lock),
  ].join('')
  // Format 1 left an empty line at the end where there was no metadata; Cargo still does in that format.
  return lock.version === 1 ? text : text.replace(/(?<!\n)\n+$/, '\n')
}

function printPackage(lock: CargoLock, locked: LockedPackage, references: References): string {
  const fields = printFields(lock, locked)
  if (locked.replace !== null) return `${fields}replace = ${quote(references.to(locked.replace))}\n\n`
  if (locked.dependencies.length === 0) return `${fields}\n`
  const entries = references.toAll(locked.dependencies).map((entry) => ` ${quote(entry)},\n`)
  return `${fields}dependencies = [\n${entries.join('')}]\n\n`
}

function printFields(lock: CargoLock, locked: LockedPackage): string {
  const source = locked.source === null ? '' : `source = ${quote(locked.source)}\n`
  const checksum =
    locked.checksum === null || lock.version === 1 ? '' : `checksum = ${quote(locked.checksum)}\n`
  return `name = ${quote(locked.name)}\nversion = ${quote(locked.version)}\n${source}${checksum}`
}

function printMetadata(lock: CargoLock): string {
  const entries = new Map(Object.entries(lock.metadata))
  if (lock.version === 1) {
    for (const locked of lock.packages) {
      if (locked.source === null) continue
      entries.set(`${CHECKSUM_KEY}${fullReference(locked, lock).text}`, locked.checksum ?? '<none>')
    }
  }
  if (entries.size === 0) return ''
  const lines = [...entries.keys()]
    .sort()
    .map((key) => `${printKey(key)} = ${quote(entries.get(key) ?? '')}\n`)
  return `[metadata]\n${lines.join('')}`
}

interface Reference {
  readonly text: string
  readonly name: string
  /** Empty where the reference leaves it out. */
  readonly version: string
  readonly source: string | null
}

/** `name`, `name version` or `name version (source)`: what is needed to tell a package from the others of its lock. */
class References {
  readonly #byId = new Map<LockedPackageId, Reference>()

  constructor(lock: CargoLock) {
    const versions = new Map<string, Map<string, number>>()
    for (const locked of lock.packages) {
      const counts = versions.get(locked.name) ?? new Map<string, number>()
      counts.set(locked.version, (counts.get(locked.version) ?? 0) + 1)
      versions.set(locked.name, counts)
    }
    for (const locked of lock.packages) {
      const counts = versions.get(locked.name)
      const alone = lock.version > 1 && counts?.get(locked.version) === 1
      this.#byId.set(
        locked.id,
        alone ? shortReference(locked, counts.size === 1) : fullReference(locked, lock),
      )
    }
  }

  to(id: LockedPackageId): string {
    return this.#byId.get(id)?.text ?? id
  }

  toAll(ids: readonly LockedPackageId[]): string[] {
    const references = ids.flatMap((id) => this.#byId.get(id) ?? [])
    return references.sort(compareReferences).map((each) => each.text)
  }
}

function shortReference({ name, version }: LockedPackage, nameIsEnough: boolean): Reference {
  if (nameIsEnough) return { text: name, name, version: '', source: null }
  return { text: `${name} ${version}`, name, version, source: null }
}

/** A reference leaves out the commit of a git source; formats 1 and 2 leave out the branch `master` too. */
function fullReference({ name, version, source }: LockedPackage, lock: CargoLock): Reference {
  if (source === null) return { text: `${name} ${version}`, name, version, source }
  const withoutCommit = source.replace(/#.*$/, '')
  const written = lock.version <= 2 ? withoutCommit.replace(/\?branch=master$/, '') : withoutCommit
  return { text: `${name} ${version} (${written})`, name, version, source: written }
}

/** Cargo sorts references part by part, versions as text, not as one string: `a-b` stands after `a 1.0.0`. */
function compareReferences(a: Reference, b: Reference): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  if (a.version !== b.version) return a.version < b.version ? -1 : 1
  return compareSources(a.source, b.source)
}

function printKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quote(key)
}

// JSON's escapes are a subset of TOML's.
function quote(text: string): string {
  return JSON.stringify(text)
}
