import type { CargoWorkspace } from '../cargo-workspace'
import type { Crate, CrateId } from '../crate'
import type { Faults } from '../faults'
import type { Manifest, Manifests } from '../manifest/manifest'
import { manifestFaults } from '../manifest/manifest-faults'
import { virtualFault } from '../manifest/package-faults'
import { stringOf } from '../manifest/toml-table'
import { parentDir, relativePath, resolvePath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { CrateManifests } from './crate-manifests'
import { DependencyResolution } from './dependency-resolution'
import { type Membership, workspaceMembers } from './members'
import { planWorkspace } from './plan-workspace'
import { directoriesOf } from './workspace-directories'

export interface RepositoryContents {
  readonly tree: SourceTree
  readonly faults: Faults
  readonly manifests: Manifests
}

/** Finds out which manifests of a repository are crates, and of which workspace. */
export class Repository {
  readonly #tree: SourceTree
  readonly #faults: Faults
  readonly #manifests: Manifests
  readonly #crates: CrateManifests
  readonly #memberships = new Map<string, Membership>()
  /** Crate → root manifest of its workspace. */
  readonly #workspaceOf = new Map<CrateId, string>()
  /** Manifests left out because a member of the same workspace has their name. */
  readonly #duplicates = new Set<string>()

  constructor({ tree, faults, manifests }: RepositoryContents) {
    this.#tree = tree
    this.#faults = faults
    this.#manifests = manifests
    this.#crates = new CrateManifests(manifests, faults)
  }

  resolve(manifestPaths: readonly string[]): { crates: Crate[]; workspaces: CargoWorkspace[] } {
    this.#load(manifestPaths)
    this.#findMembers()
    const strays = this.#placeLoneCrates()
    const crates = this.#resolveCrates()
    this.#reportStrays(strays)
    this.#checkTables()
    return { crates, workspaces: this.#workspaces() }
  }

  /** `cargo vendor` leaves a checksum beside each manifest: they are registry crates, whatever directory they lie in. */
  #isVendored(path: string): boolean {
    return this.#tree.list(parentDir(path))?.has('.cargo-checksum.json') ?? false
  }

  #load(manifestPaths: readonly string[]): void {
    for (const path of manifestPaths.filter((each) => !this.#isVendored(each)).sort()) {
      const manifest = this.#manifests.load(path)
      const fault = manifest && !manifest.package ? virtualFault(manifest) : null
      if (manifest && fault) this.#faults.add(manifest, fault.key, fault)
      // The root is part of what a member is, whether it was listed or not.
      const root = manifest && this.#crates.roots.rootOf(manifest)
      if (root) this.#manifests.load(root)
    }
  }

  #findMembers(): void {
    // Members may bring manifests with members of their own: the list grows while it is gone through.
    for (let before = -1; before !== this.#manifests.size; ) {
      before = this.#manifests.size
      for (const manifest of this.#manifests.all()) {
        if (!manifest.workspace || this.#memberships.has(manifest.path)) continue
        const search = { tree: this.#tree, crates: this.#crates, faults: this.#faults }
        this.#memberships.set(manifest.path, this.#uniqueMembers(workspaceMembers(manifest, search)))
      }
    }
    for (const [root, { members }] of this.#memberships) {
      for (const member of members) {
        // A member of two workspaces is built in the one that Cargo finds from its directory.
        const manifest = this.#workspaceOf.has(member) ? this.#manifests.load(member) : undefined
        if (!manifest || this.#crates.roots.rootOf(manifest) === root) this.#workspaceOf.set(member, root)
      }
    }
  }

  /** Cargo refuses a workspace in which two members have one name; the first by path is kept. */
  #uniqueMembers(membership: Membership): Membership {
    const byName = new Map<string, string>()
    const kept = [...membership.members].sort().filter((path) => {
      const crate = this.#crates.at(path)
      if (!crate) return false
      const first = byName.get(crate.name)
      if (first === undefined) byName.set(crate.name, path)
      else this.#reportDuplicate(crate.manifest, { name: crate.name, first })
      return first === undefined
    })
    const members = new Set(kept)
    return { members, defaultMembers: membership.defaultMembers.filter((path) => members.has(path)) }
  }

  /** Crates outside every workspace become workspaces of one. Returns those that say they are in one and are not. */
  #placeLoneCrates(): Manifest[] {
    const strays: Manifest[] = []
    for (const manifest of this.#manifests.all()) {
      if (!manifest.package || manifest.workspace || this.#workspaceOf.has(manifest.path)) continue
      if (this.#crates.roots.rootOf(manifest) !== null) strays.push(manifest)
      else if (this.#crates.of(manifest)) this.#workspaceOf.set(manifest.path, manifest.path)
    }
    return strays
  }

  #resolveCrates(): Crate[] {
    const resolution = new DependencyResolution({
      tree: this.#tree,
      crates: this.#crates,
      faults: this.#faults,
      workspaceOf: this.#workspaceOf,
      duplicates: this.#duplicates,
    })
    const crates: Crate[] = []
    // A dependency may lead to a crate that no list named; it then comes last in this map and is resolved too.
    for (const [id, workspace] of this.#workspaceOf) {
      const crate = this.#crates.at(id)
      if (!crate) continue
      const dependencies = resolution.dependenciesOf(crate, workspace)
      crates.push(crate.toCrate(this.#tree, { workspace, dependencies }))
    }
    return crates
  }

  #workspaces(): CargoWorkspace[] {
    const roots = new Set([...this.#memberships.keys(), ...this.#workspaceOf.values()])
    return [...roots].sort().flatMap((path) => {
      const root = this.#manifests.load(path)
      if (!root) return []
      const membership = this.#memberships.get(path) ?? { members: new Set([path]), defaultMembers: [path] }
      return [planWorkspace(this.#tree, this.#crates.of(root), { root, ...membership })]
    })
  }

  /** What is wrong in the tables that every manifest may have, whether it is a crate, a root or both. */
  #checkTables(): void {
    for (const path of new Set([...this.#workspaceOf.keys(), ...this.#memberships.keys()])) {
      const manifest = this.#manifests.load(path)
      if (!manifest) continue
      for (const { key, ...fault } of manifestFaults(manifest)) this.#faults.add(manifest, key, fault)
    }
  }

  #reportStrays(strays: readonly Manifest[]): void {
    for (const manifest of strays) {
      const root = this.#crates.roots.rootOf(manifest)
      const known = this.#workspaceOf.has(manifest.path) || this.#duplicates.has(manifest.path)
      if (known || root === null || !this.#crates.of(manifest)) continue
      if (this.#memberships.has(root)) this.#reportNoMember(manifest, root)
      else if (this.#manifests.load(root) !== null) this.#reportNoRoot(manifest, root)
    }
  }

  #reportNoMember(manifest: Manifest, root: string): void {
    const dir = JSON.stringify(relativePath(parentDir(root), manifest.dir))
    const pointer = stringOf(manifest.package, 'workspace')
    const listed = listedFile(this.#manifests.load(root), manifest.path)
    const hint =
      listed !== undefined
        ? `write ${dir} instead of ${JSON.stringify(listed)} in workspace.members of ${root}`
        : pointer === undefined
          ? `add ${dir} to workspace.members or to workspace.exclude in ${root}`
          : `add ${dir} to workspace.members in ${root}, or remove workspace = ${JSON.stringify(pointer)} here`
    // A member without sources is refused with all others: that is to be mended first.
    const faults = this.#crates.of(manifest)?.targetFaults(this.#tree) ?? []
    for (const { line, ...fault } of faults) {
      this.#faults.addAt(manifest.path, line, { ...fault, hint: `${fault.hint}; then ${hint}` })
    }
    if (faults.length > 0) return
    this.#faults.add(manifest, ['package'], {
      code: 'NOT_A_MEMBER',
      message: `the crate lies in the workspace of ${root} but is not one of its members`,
      hint,
    })
  }

  #reportNoRoot(manifest: Manifest, root: string): void {
    this.#faults.add(manifest, ['package', 'workspace'], {
      code: 'MISSING_WORKSPACE_ROOT',
      message: `the crate names ${root} as its workspace, but it has no [workspace] table`,
      hint: 'correct package.workspace, or remove it',
    })
  }

  #reportDuplicate(manifest: Manifest, { name, first }: { name: string; first: string }): void {
    this.#duplicates.add(manifest.path)
    this.#faults.add(manifest, ['package', 'name'], {
      code: 'DUPLICATE_CRATE',
      message: `two crates of one workspace are named "${name}": ${first} and ${manifest.path}`,
      hint: 'rename one of them, or move one from workspace.members to workspace.exclude',
    })
  }
}

/** The entry of workspace.members that names a manifest where Cargo wants its directory. */
function listedFile(root: Manifest | null | undefined, path: string): string | undefined {
  if (!root) return undefined
  return directoriesOf(root, 'members')?.find((entry) => resolvePath(root.dir, entry) === path)
}
