import type { CargoWorkspace } from '../cargo-workspace'
import type { Crate, CrateDependency, CrateId } from '../crate'
import type { Faults } from '../faults'
import type { DeclaredDependency } from '../manifest/declared-dependency'
import type { Manifest, Manifests } from '../manifest/manifest'
import { virtualFault } from '../manifest/package-faults'
import type { SourceTree } from '../source-tree'
import { missingPath, notAMember, otherName, outsideRepository } from './dependency-fault'
import { type Membership, workspaceMembers } from './members'
import { PackageManifest, pathManifest, toCrateDependency } from './package-manifest'
import { planWorkspace } from './plan-workspace'
import { Replacements } from './replacements'
import { WorkspaceRoots } from './workspace-roots'

export interface RepositoryContents {
  readonly tree: SourceTree
  readonly faults: Faults
  readonly manifests: Manifests
}

/** Finds out which manifests of a repository are crates, of which workspace, and what their dependencies resolve to. */
export class Repository {
  readonly tree: SourceTree
  readonly faults: Faults
  readonly manifests: Manifests
  readonly roots: WorkspaceRoots
  readonly #packages = new Map<string, PackageManifest | undefined>()
  readonly #memberships = new Map<string, Membership>()
  readonly #replacements = new Map<string, Replacements>()
  /** Crate → root manifest of its workspace. */
  readonly #workspaceOf = new Map<CrateId, string>()
  /** Manifests left out because a member of the same workspace has their name. */
  readonly #duplicates = new Set<string>()

  constructor({ tree, faults, manifests }: RepositoryContents) {
    this.tree = tree
    this.faults = faults
    this.manifests = manifests
    this.roots = new WorkspaceRoots(manifests)
  }

  resolve(manifestPaths: readonly string[]): { crates: Crate[]; workspaces: CargoWorkspace[] } {
    const paths = [...manifestPaths].sort()
    for (const path of paths) {
      const manifest = this.manifests.load(path)
      const fault = manifest && !manifest.package ? virtualFault(manifest) : null
      if (manifest && fault) this.faults.add(manifest, fault.key, fault)
    }
    this.#findMembers()
    const strays = this.#placeLoneCrates()
    const dependencies = this.#resolveDependencies()
    this.#reportStrays(strays)
    return { crates: this.#crates(dependencies), workspaces: this.#workspaces() }
  }

  /** The package of a manifest, undefined when it has none or a broken one. */
  packageOf(manifest: Manifest): PackageManifest | undefined {
    const known = this.#packages.get(manifest.path)
    if (known !== undefined || this.#packages.has(manifest.path)) return known
    const root = this.roots.rootOf(manifest)
    const rootManifest = root === null ? undefined : (this.manifests.load(root) ?? undefined)
    const crate = manifest.package && PackageManifest.of(manifest, rootManifest, this.faults)
    this.#packages.set(manifest.path, crate)
    return crate
  }

  #findMembers(): void {
    // Members may bring manifests with roots of their own: the list grows while it is gone through.
    for (let before = -1; before !== this.manifests.all().length; ) {
      before = this.manifests.all().length
      for (const manifest of this.manifests.all()) {
        if (!manifest.workspace || this.#memberships.has(manifest.path)) continue
        this.#memberships.set(manifest.path, this.#uniqueMembers(workspaceMembers(manifest, this)))
      }
    }
    for (const [root, { members }] of this.#memberships) {
      for (const member of members) this.#workspaceOf.set(member, root)
    }
  }

  /** Cargo refuses a workspace in which two members have one name; the first by path is kept. */
  #uniqueMembers(membership: Membership): Membership {
    const byName = new Map<string, string>()
    const kept = [...membership.members].sort().filter((path) => {
      const manifest = this.manifests.load(path)
      const name = manifest ? this.packageOf(manifest)?.name : undefined
      if (!manifest || name === undefined) return false
      const first = byName.get(name)
      if (first === undefined) byName.set(name, path)
      else this.#reportDuplicate(manifest, { name, first })
      return first === undefined
    })
    const members = new Set(kept)
    return { members, defaultMembers: membership.defaultMembers.filter((path) => members.has(path)) }
  }

  /** Crates outside every workspace become workspaces of one. Returns those that Cargo would look for in a workspace in vain. */
  #placeLoneCrates(): Manifest[] {
    const strays: Manifest[] = []
    for (const manifest of this.manifests.all()) {
      if (!manifest.package || manifest.workspace || this.#workspaceOf.has(manifest.path)) continue
      if (this.roots.rootOf(manifest) !== null) strays.push(manifest)
      else if (this.packageOf(manifest)) this.#workspaceOf.set(manifest.path, manifest.path)
    }
    return strays
  }

  #resolveDependencies(): Map<CrateId, CrateDependency[]> {
    const resolved = new Map<CrateId, CrateDependency[]>()
    // A dependency may lead to a crate that no list named, which is then resolved like the others.
    for (const [id, workspace] of this.#workspaceOf) {
      const manifest = this.manifests.load(id)
      const crate = manifest ? this.packageOf(manifest) : undefined
      if (!crate) continue
      const dependencies = crate.declared().map((declared) => {
        const dependency = toCrateDependency(declared)
        const found = this.#target(crate, declared, workspace)
        return found === null ? dependency : { ...dependency, crate: found }
      })
      resolved.set(id, dependencies)
    }
    return resolved
  }

  #target(crate: PackageManifest, declared: DeclaredDependency, workspace: string): CrateId | null {
    if (declared.fault) this.faults.add(crate.manifest, declared.place, declared.fault)
    if (declared.fault) return null
    if (declared.path === undefined) {
      const replacement = this.#replacementsOf(workspace)?.find(declared) ?? null
      return replacement === null ? null : this.#admit(replacement, workspace)
    }
    return this.#loadPath(crate.manifest, declared)
      ? this.#admit(pathManifest(declared) ?? '', workspace)
      : null
  }

  /** Takes in a crate that a dependency leads to. One that is no member is built as part of the dependent's workspace. */
  #admit(path: string, workspace: string): CrateId | null {
    if (this.#workspaceOf.has(path)) return path
    const manifest = this.manifests.load(path)
    if (!manifest || !this.packageOf(manifest)) return null
    if (this.#duplicates.has(path)) return null
    this.#workspaceOf.set(path, this.roots.rootOf(manifest) === null ? path : workspace)
    return path
  }

  #replacementsOf(workspace: string): Replacements | undefined {
    const known = this.#replacements.get(workspace)
    if (known) return known
    const root = this.manifests.load(workspace)
    if (!root) return undefined
    const replacements = new Replacements(root, (manifest, declared) => this.#loadPath(manifest, declared))
    this.#replacements.set(workspace, replacements)
    return replacements
  }

  #loadPath(from: Manifest, declared: DeclaredDependency): PackageManifest | undefined {
    const path = pathManifest(declared)
    if (path === undefined) return undefined
    if (path === null) {
      this.faults.add(from, declared.place, outsideRepository(declared))
      return undefined
    }
    const manifest = this.manifests.load(path)
    if (manifest === null) return undefined
    if (!manifest?.package) {
      this.faults.add(from, declared.place, missingPath(declared, path))
      return undefined
    }
    const crate = this.packageOf(manifest)
    const name = declared.package ?? declared.key
    if (crate && crate.name !== name) {
      this.faults.add(from, declared.place, otherName(declared, { path, name: crate.name }))
      return undefined
    }
    return crate
  }

  #reportStrays(strays: readonly Manifest[]): void {
    for (const manifest of strays) {
      if (this.#workspaceOf.has(manifest.path) || this.#duplicates.has(manifest.path)) continue
      const root = this.roots.rootOf(manifest)
      if (root === null || !this.packageOf(manifest)) continue
      this.faults.add(
        manifest,
        ['package'],
        notAMember(manifest, { root, exists: this.#memberships.has(root) }),
      )
    }
  }

  #reportDuplicate(manifest: Manifest, { name, first }: { name: string; first: string }): void {
    this.#duplicates.add(manifest.path)
    this.faults.add(manifest, ['package', 'name'], {
      code: 'DUPLICATE_CRATE',
      message: `two crates of one workspace are named "${name}": ${first} and ${manifest.path}`,
      hint: 'rename one of them, or move one out of the workspace with workspace.exclude',
    })
  }

  #crates(dependencies: ReadonlyMap<CrateId, readonly CrateDependency[]>): Crate[] {
    return [...dependencies].flatMap(([id, resolved]) => {
      const manifest = this.manifests.load(id)
      const crate = manifest ? this.packageOf(manifest) : undefined
      const workspace = this.#workspaceOf.get(id)
      return crate && workspace !== undefined
        ? [crate.toCrate(this.tree, { workspace, dependencies: resolved })]
        : []
    })
  }

  #workspaces(): CargoWorkspace[] {
    const roots = new Set([...this.#memberships.keys(), ...this.#workspaceOf.values()])
    return [...roots].sort().flatMap((path) => {
      const root = this.manifests.load(path)
      if (!root) return []
      const lone = { members: new Set([path]), defaultMembers: [path] }
      return [
        planWorkspace(this.tree, this.packageOf(root), { root, ...(this.#memberships.get(path) ?? lone) }),
      ]
    })
  }
}
