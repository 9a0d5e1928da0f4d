/** What Nx knows of a repository, as `nx graph --file` writes it. */
export interface NxGraph {
  readonly projects: Readonly<Record<string, NxProject>>
  /** `a → b` between projects, sorted. */
  readonly edges: readonly string[]
}

export interface NxProject {
  /** `.` for the root. */
  readonly root: string
  readonly targets: Readonly<Record<string, NxTarget>>
}

export interface NxTarget {
  readonly executor?: string
  readonly options?: unknown
  readonly configurations?: unknown
  readonly outputs?: readonly unknown[]
  readonly inputs?: readonly unknown[]
  readonly dependsOn?: readonly unknown[]
  readonly cache?: boolean
  readonly continuous?: boolean
}

interface WrittenGraph {
  readonly graph: {
    readonly nodes: Readonly<Record<string, { readonly data: Partial<NxProject> }>>
    readonly dependencies: Readonly<Record<string, readonly { source: string; target: string }[]>>
  }
}

export function parseNxGraph(text: string): NxGraph {
  const { graph } = JSON.parse(text) as WrittenGraph
  const edges = Object.values(graph.dependencies)
    .flat()
    .filter(({ target }) => !target.startsWith('npm:'))
    .map(({ source, target }) => `${source} → ${target}`)
  return {
    projects: Object.fromEntries(
      Object.entries(graph.nodes).map(([name, { data }]) => [
        name,
        { root: data.root ?? '.', targets: data.targets ?? {} },
      ]),
    ),
    edges: [...new Set(edges)].sort(),
  }
}
