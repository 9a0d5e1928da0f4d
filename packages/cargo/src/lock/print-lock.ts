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
  return lock.version === 1 ? text : text.replace(/\n+$/, '\n')
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
      entries.set(`${CHECKSUM_KEY}${fullReference(locked, lock)}`, locked.checksum ?? '<none>')
    }
  }
  if (entries.size === 0) return ''
  const lines = [...entries.keys()]
    .sort()
    .map((key) => `${printKey(key)} = ${quote(entries.get(key) ?? '')}\n`)
  return `[metadata]\n${lines.join('')}`
}

/** `name`, `name version` or `name version (source)`: what is needed to tell a package from the others of its lock. */
class References {
  readonly #entries = new Map<LockedPackageId, string>()

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
      const short = counts?.size === 1 ? locked.name : `${locked.name} ${locked.version}`
      this.#entries.set(locked.id, alone ? short : fullReference(locked, lock))
    }
  }

  to(id: LockedPackageId): string {
    return this.#entries.get(id) ?? id
  }

  toAll(ids: readonly LockedPackageId[]): string[] {
    return ids.map((id) => this.to(id)).sort(compareReferences)
  }
}

/** A reference leaves out the commit of a git source; formats 1 and 2 leave out the branch `master` too. */
function fullReference(locked: LockedPackage, lock: CargoLock): string {
  if (locked.source === null) return `${locked.name} ${locked.version}`
  const source = locked.source.replace(/#.*$/, '')
  return `${locked.name} ${locked.version} (${lock.version <= 2 ? source.replace(/\?branch=master$/, '') : source})`
}

/** Cargo sorts references part by part, versions as text, not as one string: `a-b` stands after `a 1.0.0`. */
function compareReferences(a: string, b: string): number {
  const [leftName = '', leftVersion = '', leftSource] = a.split(' ')
  const [rightName = '', rightVersion = '', rightSource] = b.split(' ')
  if (leftName !== rightName) return leftName < rightName ? -1 : 1
  if (leftVersion !== rightVersion) return leftVersion < rightVersion ? -1 : 1
  return compareSources(leftSource?.slice(1, -1) ?? null, rightSource?.slice(1, -1) ?? null)
}

function printKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quote(key)
}

// JSON's escapes are a subset of TOML's.
function quote(text: string): string {
  return JSON.stringify(text)
}
