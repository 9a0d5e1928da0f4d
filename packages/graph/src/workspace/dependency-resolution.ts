import type { CrateDependency, CrateId } from '../crate'
import type { Faults } from '../faults'
import type { DeclaredDependency } from '../manifest/declared-dependency'
import { sourcesFaults } from '../manifest/sources-faults'
import type { SourceTree } from '../source-tree'
import { configuredPatches } from './configured-patches'
import type { CrateManifest } from './crate-manifest'
import type { CrateManifests } from './crate-manifests'
import { PathDependencies } from './path-dependencies'
import { Replacements } from './replacements'

export interface ResolutionContext {
  readonly tree: SourceTree
  readonly crates: CrateManifests
  readonly faults: Faults
  /** Crate → root manifest of its workspace. Grows by the crates that only a dependency leads to. */
  readonly workspaceOf: Map<CrateId, string>
  /** Manifests that no dependency may lead to. */
  readonly duplicates: ReadonlySet<string>
}

/** Finds the local crate behind each dependency: by its path, or by a `[patch]` or `[replace]` of the workspace. */
export class DependencyResolution {
  readonly #context: ResolutionContext
  readonly #paths: PathDependencies
  readonly #replacements = new Map<string, Replacements | undefined>()

  constructor(context: ResolutionContext) {
    this.#context = context
    this.#paths = new PathDependencies(context.crates, context.faults)
  }

  dependenciesOf(crate: CrateManifest, workspace: string): CrateDependency[] {
    for (const { table, key, ...fault } of sourcesFaults(crate.declared(), crate.manifest.dir)) {
      this.#context.faults.add(crate.manifest, [...table, key], fault)
    }
    return crate.declared().map((declared) => {
      const { key, kind, target, optional, features, defaultFeatures, specification } = declared
      return {
        name: specification.package ?? key,
        rename: specification.package === undefined ? null : key,
        kind,
        target,
        optional,
        features,
        defaultFeatures,
        requirement: specification.requirement,
        source: specification.source,
        crate: this.#localCrate(crate, declared, workspace),
      }
    })
  }

  #localCrate(crate: CrateManifest, declared: DeclaredDependency, workspace: string): CrateId | null {
    const { key, specification, table, fault } = declared
    if (fault) {
      const root = declared.place && this.#context.crates.roots.rootOf(crate.manifest)
      const manifest = root ? this.#context.crates.manifests.load(root) : null
      this.#context.faults.add(
        manifest ?? crate.manifest,
        (manifest && declared.place) ?? [...table, key],
        fault,
      )
      return null
    }
    if (specification.path === undefined) {
      const replacement = this.#replacementsOf(workspace)?.find(specification.package ?? key, specification)
      return replacement == null ? null : this.#admit(replacement, workspace)
    }
    const found = this.#paths.find(crate.manifest, { key, specification, place: [...table, key] })
    return found ? this.#admit(found.manifest.path, workspace) : null
  }

  /** Takes in a crate that a dependency leads to. One that is no member is built as part of the dependent's workspace. */
  #admit(path: string, workspace: string): CrateId | null {
    const { crates, workspaceOf, duplicates } = this.#context
    if (workspaceOf.has(path)) return path
    const crate = crates.at(path)
    if (!crate || duplicates.has(path)) return null
    workspaceOf.set(path, crates.roots.rootOf(crate.manifest) === null ? path : workspace)
    return path
  }

  #replacementsOf(workspace: string): Replacements | undefined {
    if (this.#replacements.has(workspace)) return this.#replacements.get(workspace)
    const root = this.#context.crates.manifests.load(workspace)
    const replacements =
      root &&
      new Replacements(
        root,
        (manifest, reference) => this.#paths.find(manifest, reference),
        configuredPatches(this.#context.tree, root.dir),
      )
    this.#replacements.set(workspace, replacements ?? undefined)
    return replacements ?? undefined
  }
}
