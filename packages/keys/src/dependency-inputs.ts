import type { Crate, CrateDependency, CrateGraph, CrateId, DependencyKind } from '@nx-crane/graph'
import { type KeyInput, sortedInputs } from './key-input'
import type { LockedDigests } from './locked-digests'

/** What the dependencies of a crate bring into its key. */
export interface DependencyInputs {
  /** For those from elsewhere. */
  readonly locked: readonly KeyInput[]
  /** Those from elsewhere compile C, or look for native libraries. */
  readonly native: boolean
  /** Those of the repository, sorted. */
  readonly crates: readonly CrateId[]
}

/** What of the crate graph has to be known. */
export type CrateLookup = Pick<CrateGraph, 'crate' | 'crates' | 'workspaces'>

export interface DependencyContext {
  readonly graph: CrateLookup
  /** The lock of a workspace, by its root manifest; null when it has none. */
  locked(workspace: string): LockedDigests | null
}

/** Looks dependencies up in the locks of a repository. */
export class Dependencies {
  readonly #context: DependencyContext
  #byLockedName: ReadonlyMap<string, CrateId> | null = null

  constructor(context: DependencyContext) {
    this.#context = context
  }

  /** @param workspace whose lock decides */
  of(crate: Crate, workspace: string, kinds: readonly DependencyKind[]): DependencyInputs {
    const { graph } = this.#context
    const inputs: KeyInput[] = []
    const crates = new Set<CrateId>()
    let native = false
    const locked = this.#context.locked(workspace)
    for (const dependency of crate.dependencies) {
      if (!kinds.includes(dependency.kind)) continue
      if (dependency.crate !== null) {
        if (graph.crate(dependency.crate)) crates.add(dependency.crate)
        continue
      }
      const found = locked?.of(crate, dependency) ?? []
      if (found.length === 0) inputs.push(unlocked(dependency))
      for (const each of found) {
        const digest = locked?.digest(each)
        if (!digest) continue
        native ||= digest.native
        inputs.push({ what: `locked: ${each.id}`, value: digest.digest })
        for (const name of digest.local) {
          const id = this.#localByName().get(name)
          if (id !== undefined && id !== crate.id) crates.add(id)
        }
      }
    }
    return { locked: sortedInputs(inputs), native, crates: [...crates].sort() }
  }

  #localByName(): ReadonlyMap<string, CrateId> {
    this.#byLockedName ??= new Map(
      this.#context.graph.crates.map((crate) => [`${crate.name} ${crate.version}`, crate.id]),
    )
    return this.#byLockedName
  }
}

/** Cargo will choose a version by the requirement: every choice is right, so the requirement is what counts. */
function unlocked(dependency: CrateDependency): KeyInput {
  const { name, requirement, source } = dependency
  return { what: `not locked: ${name}`, value: JSON.stringify({ requirement, source }) }
}
