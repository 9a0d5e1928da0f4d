import { type LockedPackage, type LockedPackageId, type LockTextPackage, lockedPackageId } from './cargo-lock'
import { type LockPlace, lockFault } from './lock-fault'

/** Format 1 keeps checksums in `[metadata]`, under this and the package. */
export const CHECKSUM_KEY = 'checksum '

/** Finds the package that an entry such as `serde`, `serde 1.0.0` or `serde 1.0.0 (registry+…)` means. */
export class LockedPackageIndex {
  readonly #byName = new Map<string, LockTextPackage[]>()
  readonly #ids = new Map<LockTextPackage, LockedPackageId>()
  readonly #place: LockPlace
  /** Whether an entry was shortened in a way that format 1 does not know. */
  shortened = false

  constructor(all: readonly LockTextPackage[], place: LockPlace) {
    this.#place = place
    for (const each of all) {
      this.#ids.set(each, lockedPackageId(each))
      const same = this.#byName.get(each.name)
      if (same === undefined) this.#byName.set(each.name, [each])
      else {
        if (same.some((other) => other.version === each.version && other.source === each.source)) {
          throw lockFault(
            place,
            { start: `name = "${each.name}"`, last: true },
            {
              code: 'LOCK_DUPLICATE_PACKAGE',
              message: `package "${each.name}" ${each.version} is listed twice`,
              hint: 'a merge usually does this: delete one of the two blocks, or run `cargo update --workspace`',
            },
          )
        }
        same.push(each)
      }
    }
  }

  resolve(each: LockTextPackage): LockedPackage {
    const replace = each.replace === null ? null : this.#required(each, each.replace)
    const dependencies = each.dependencies.map((entry) => this.#required(each, entry)).sort()
    return { ...each, id: this.#idOf(each), dependencies, replace }
  }

  /** Format 1 keeps checksums as `"checksum name version (source)" = "…"`. */
  checksumsOf(metadata: Readonly<Record<string, string>>): Map<LockedPackageId, string> {
    const found = new Map<LockedPackageId, string>()
    for (const [key, value] of Object.entries(metadata)) {
      if (!key.startsWith(CHECKSUM_KEY) || value === '<none>') continue
      const locked = this.#find(key.slice(CHECKSUM_KEY.length))
      if (locked) found.set(this.#idOf(locked), value)
    }
    return found
  }

  #idOf(locked: LockTextPackage): LockedPackageId {
    return this.#ids.get(locked) ?? lockedPackageId(locked)
  }

  #required(from: LockTextPackage, entry: string): LockedPackageId {
    const found = this.#find(entry)
    if (found) return this.#idOf(found)
    throw lockFault(
      this.#place,
      { start: `"${entry}"` },
      {
        code: 'LOCK_DANGLING_DEPENDENCY',
        message: `package "${from.name}" depends on "${entry}", which is not in the lock (or is in it more than once)`,
        hint: 'run `cargo update --workspace` to let Cargo complete the lock, and commit it',
      },
    )
  }

  #find(entry: string): LockTextPackage | undefined {
    const afterName = entry.indexOf(' ')
    const name = afterName === -1 ? entry : entry.slice(0, afterName)
    const candidates = this.#byName.get(name)
    if (candidates === undefined) return undefined
    if (afterName === -1) {
      this.shortened = true
      return candidates.length === 1 ? candidates[0] : undefined
    }
    const afterVersion = entry.indexOf(' ', afterName + 1)
    const version = entry.slice(afterName + 1, afterVersion === -1 ? entry.length : afterVersion)
    const versions = candidates.filter((each) => each.version === version)
    if (afterVersion === -1) return this.#withoutSource(versions)
    const source = entry.slice(afterVersion + 2, -1)
    return (
      versions.find((each) => each.source !== null && withoutCommit(each.source) === source) ??
      versions.find((each) => each.source !== null && withoutMaster(each.source) === source)
    )
  }

  /** Crates of the repository have no source to write, so an entry without one means such a crate first. */
  #withoutSource(versions: readonly LockTextPackage[]): LockTextPackage | undefined {
    const local = versions.find((each) => each.source === null)
    if (local) return local
    this.shortened = true
    return versions.length === 1 ? versions[0] : undefined
  }
}

/** A package's source names the commit (`#…`), a reference to it does not. */
function withoutCommit(source: string): string {
  return source.replace(/#.*$/s, '')
}

/** Formats 1 and 2 take the branch `master` for the default one. */
function withoutMaster(source: string): string {
  return withoutCommit(source).replace(/\?branch=master$/, '')
}
