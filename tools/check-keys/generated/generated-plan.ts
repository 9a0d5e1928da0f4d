import { type CratePlan, planCrates } from '../../bench/generate/crate-plan'
import type { GeneratorOptions } from '../../bench/generate/options'
import { type PackagePlan, planPackages } from '../../bench/generate/package-plan'
import type { ProjectKind } from '../project-kind'
import { type TrueEdge, Truth } from '../truth'

/** What the generator meant a repository to be. */
export interface GeneratedPlan {
  readonly crates: readonly CratePlan[]
  readonly packages: readonly PackagePlan[]
  readonly truth: Truth
  readonly kinds: ReadonlyMap<string, ProjectKind>
}

export function planGenerated(options: GeneratorOptions): GeneratedPlan {
  const crates = planCrates(options)
  const packages = planPackages(options, crates)
  const reaching = packages.filter((plan) => reachesWasm(plan))
  const wasm = crates.filter(({ role }) => role === 'wasm')
  return {
    crates,
    packages,
    truth: new Truth(
      [...crateEdges(crates), ...packages.flatMap(packageEdges)],
      [...wasm, ...reaching].map(({ dir }) => dir),
    ),
    kinds: new Map<string, ProjectKind>([
      ...crates.map(({ dir }) => [dir, 'crate'] as const),
      ...packages.map(
        (plan) => [plan.dir, reaching.includes(plan) ? 'wasm-dependent' : 'typescript'] as const,
      ),
    ]),
  }
}

function reachesWasm(plan: PackagePlan): boolean {
  return plan.wasm.length > 0 || plan.packages.some(reachesWasm)
}

/** What a crate is compiled from: dev-dependencies are for its tests. */
function crateEdges(crates: readonly CratePlan[]): TrueEdge[] {
  const dirOf = new Map(crates.map(({ name, dir }) => [name, dir]))
  return crates.flatMap(({ dir, dependencies }) =>
    dependencies.flatMap(({ name, kind, optional, target }): TrueEdge[] => {
      const to = dirOf.get(name)
      if (to === undefined || kind === 'dev') return []
      const applies = optional
        ? 'never'
        : target === null
          ? 'always'
          : target === 'cfg(unix)'
            ? 'host'
            : 'never'
      return [{ from: dir, to, applies }]
    }),
  )
}

function packageEdges({ dir, packages, wasm }: PackagePlan): TrueEdge[] {
  return [...packages, ...wasm].map((used) => ({ from: dir, to: used.dir, applies: 'always' }))
}
