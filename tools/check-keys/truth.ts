import type { Consequence } from './edit'

/** That `from` cannot be built without `to`; both are directories of projects. */
export interface TrueEdge {
  readonly from: string
  readonly to: string
  /** `host`: not when WebAssembly is built, such as `cfg(unix)`. `never`: another platform, or a feature that is off. */
  readonly applies: 'always' | 'host' | 'never'
}

/** Which projects depend on which, as whoever made the repository says; not as any code that is checked here finds. */
export class Truth {
  readonly #edges: readonly TrueEdge[]
  readonly #forWasm: ReadonlySet<string>

  /** @param forWasm wasm crates and whatever reaches one: they are built from WebAssembly, and not for the host */
  constructor(edges: readonly TrueEdge[], forWasm: Iterable<string>) {
    this.#edges = edges
    this.#forWasm = new Set(forWasm)
  }

  /** What a change of the output of `projects` can change: they themselves, and all that is built from them. */
  from(projects: Iterable<string>): Consequence {
    const seeds = [...projects]
    const everywhere = this.#dependents(seeds, ({ applies }) => applies === 'always')
    const onHost = this.#dependents(seeds, ({ applies }) => applies !== 'never')
    const must = new Set([...everywhere, ...[...onHost].filter((project) => !this.#forWasm.has(project))])
    const all = this.#dependents(seeds, () => true)
    return { must, may: new Set([...all].filter((project) => !must.has(project))) }
  }

  /** The same for a change after which cargo compiles again, and writes the same. */
  perhapsFrom(projects: Iterable<string>): Consequence {
    return { must: new Set(), may: this.#dependents([...projects], () => true) }
  }

  #dependents(seeds: readonly string[], follows: (edge: TrueEdge) => boolean): Set<string> {
    const found = new Set(seeds)
    // A set is iterated over what is added meanwhile, too.
    for (const project of found) {
      for (const edge of this.#edges) if (edge.to === project && follows(edge)) found.add(edge.from)
    }
    return found
  }
}
