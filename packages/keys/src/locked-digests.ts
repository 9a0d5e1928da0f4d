import type { CargoLock, Crate, CrateDependency, LockedPackage, LockedPackageId } from '@nx-crane/graph'
import { lockedPackagesById, satisfies } from '@nx-crane/graph'
import { digestText, type KeyInput } from './key-input'
import type { KeyNodes } from './key-nodes'

/** What a dependency from elsewhere brings along. */
export interface LockedDigest {
  /** Of the locked package and everything that it needs: names, versions, sources, checksums. */
  readonly digest: string
  /** Crates of the repository among that (by `[patch]`), as `name version`. */
  readonly local: readonly string[]
  /** Something among it compiles C or looks for native libraries, as the environment says. */
  readonly native: boolean
}

const NATIVE_TOOLS = new Set([
  ...[
    'cc',
    'cmake',
    'pkg-config',
    'bindgen',
    'autotools',
    'system-deps',
    'vcpkg',
    'clang-sys',
    'prost-build',
  ],
  ...['openssl-sys', 'libsqlite3-sys', 'libz-sys', 'sqlx-macros'],
])

/** Digests of the locked closures of dependencies. */
export class LockedDigests {
  readonly #byId: ReadonlyMap<LockedPackageId, LockedPackage>
  readonly #localByName = new Map<string, LockedPackage[]>()
  readonly #digests = new Map<LockedPackageId, LockedDigest>()
  readonly #nodes: KeyNodes

  constructor(lock: CargoLock, nodes: KeyNodes) {
    this.#nodes = nodes
    this.#byId = lockedPackagesById(lock)
    for (const locked of lock.packages) {
      if (locked.source !== null) continue
      this.#localByName.set(locked.name, [...(this.#localByName.get(locked.name) ?? []), locked])
    }
  }

  /**
   * What the lock holds for a dependency of `crate` from elsewhere; empty where the lock does not have it, so that Cargo
   * would have to choose a version first.
   */
  of(crate: Crate, dependency: CrateDependency): LockedPackage[] {
    const from = this.#entryOf(crate)
    const named = (from?.dependencies ?? []).flatMap((id) => {
      const locked = this.#byId.get(id)
      return locked?.name === dependency.name ? [locked] : []
    })
    if (named.length < 2) return named
    const fitting = named.filter((locked) => satisfies(locked.version, dependency.requirement))
    return fitting.length > 0 ? fitting : named
  }

  digest(locked: LockedPackage): LockedDigest {
    const known = this.#digests.get(locked.id)
    if (known) return known
    // Holds while the packages beneath are looked at: a lock written by hand may have a cycle.
    this.#digests.set(locked.id, { digest: locked.id, local: [], native: false })
    const local = new Set<string>()
    let native = NATIVE_TOOLS.has(locked.name)
    const parts = [locked.name, locked.version, locked.source ?? '', locked.checksum ?? '']
    const inputs: KeyInput[] = [
      { what: 'version', value: locked.version },
      { what: 'source', value: locked.source ?? '' },
      { what: 'checksum', value: locked.checksum ?? '' },
    ]
    const beneath = locked.replace === null ? locked.dependencies : [...locked.dependencies, locked.replace]
    for (const id of beneath) {
      const next = this.#byId.get(id)
      if (!next) continue
      if (next.source === null) local.add(`${next.name} ${next.version}`)
      else {
        const found = this.digest(next)
        parts.push(found.digest)
        inputs.push({ what: `locked: ${id}`, value: found.digest })
        native ||= found.native
        for (const each of found.local) local.add(each)
      }
    }
    const result = { digest: digestText(JSON.stringify(parts)), local: [...local].sort(), native }
    this.#nodes.note(result.digest, inputs)
    this.#digests.set(locked.id, result)
    return result
  }

  // A version that was raised in the manifest stands in the lock only after the next run of Cargo.
  #entryOf(crate: Crate): LockedPackage | undefined {
    const named = this.#localByName.get(crate.name) ?? []
    return (
      named.find((locked) => locked.version === crate.version) ?? (named.length === 1 ? named[0] : undefined)
    )
  }
}
