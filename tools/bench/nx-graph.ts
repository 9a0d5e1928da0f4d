import { readFileSync } from 'node:fs'
import type { ProjectConfiguration } from '@nx/devkit'
import type { NxWorkspace } from './nx-workspace'

/** The project graph as `nx graph --file` writes it, without what the comparison does not need. */
export interface NxGraph {
  /** By root. */
  readonly projects: ReadonlyMap<string, NxProject>
}

export interface NxProject {
  readonly configuration: ProjectConfiguration
  /** Names of the projects it depends on, sorted. */
  readonly dependencies: readonly string[]
}

interface GraphFile {
  readonly graph: {
    readonly nodes: Readonly<Record<string, { readonly data: ProjectConfiguration }>>
    readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>
  }
}

export function readNxGraph(workspace: NxWorkspace, file: string): NxGraph {
  workspace.outputOf(['graph', `--file=${file}`])
  const { graph } = JSON.parse(readFileSync(file, 'utf8')) as GraphFile
  const projects = Object.entries(graph.nodes).map(([name, { data }]): [string, NxProject] => {
    const targets = (graph.dependencies[name] ?? []).map((dependency) => dependency.target)
    const dependencies = [...new Set(targets)].filter((target) => target in graph.nodes).sort()
    return [data.root, { configuration: { ...data, name }, dependencies }]
  })
  return { projects: new Map(projects) }
}

/** Where two graphs differ in projects, targets or edges, one line for each project. */
export function differencesOf(expected: NxGraph, actual: NxGraph): string[] {
  const roots = [...new Set([...expected.projects.keys(), ...actual.projects.keys()])].sort()
  return roots.flatMap((root) => {
    const [one, other] = [expected.projects.get(root), actual.projects.get(root)]
    if (!one || !other) return [`${root}: only in ${one ? 'the first' : 'the second'}`]
    const parts = [
      ['name', one.configuration.name, other.configuration.name],
      ['targets', one.configuration.targets, other.configuration.targets],
      ['dependencies', one.dependencies, other.dependencies],
    ].filter(([, left, right]) => stableJson(left) !== stableJson(right))
    return parts.map(([what]) => `${root}: ${what} differ`)
  })
}

/** JSON with sorted keys: equal for equal data. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
