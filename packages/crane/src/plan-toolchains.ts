import { type CrateGraph, type RustToolchain, type SourceTree, toolchainFor } from '@nx-crane/graph'

/** The compiler that a repository asks for. A flake has one: what one crate has compiled, no other compiler can use. */
export interface ToolchainPlan {
  /** The toolchain file that counts, relative to the repository, or null. */
  readonly file: string | null
  /** Crates whose own toolchain file asks for another compiler: directory → that file, sorted. */
  readonly others: ReadonlyMap<string, string>
}

/** The file at the root counts, else the first by path of those that crates go by. */
export function planToolchains(graph: CrateGraph, tree: SourceTree): ToolchainPlan {
  const dirs = graph.crates.map(({ dir }) => dir).sort()
  const byDir = dirs.flatMap((dir) => {
    const found = toolchainFor(tree, dir)
    return found === null ? [] : [{ dir, found }]
  })
  const inOrder = byDir.map(({ found }) => found).sort((a, b) => (a.file < b.file ? -1 : 1))
  const chosen = toolchainFor(tree, '') ?? inOrder[0]
  if (chosen === undefined) return { file: null, others: new Map() }
  const others = byDir.filter(({ found }) => !asksForTheSame(found, chosen))
  return { file: chosen.file, others: new Map(others.map(({ dir, found }) => [dir, found.file])) }
}

function asksForTheSame(a: RustToolchain, b: RustToolchain): boolean {
  return a.channel === b.channel && a.path === b.path
}
