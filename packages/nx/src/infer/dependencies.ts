import type { CreateDependenciesContext, RawProjectGraphDependency } from '@nx/devkit'
import type { Edge } from '@nx-crane/cargo'
import { readsThatWouldBlock } from './blocking-reads'
import { EXECUTOR_OF, type Options, parseOptions } from './options'
import { replacedParts } from './target-defaults'
import type { Workspace } from './workspace'
import { recallWorkspace } from './workspace-memo'

/**
 * The edges of the Nx project graph that Nx's own plugins do not see: crate → crate of every kind, and TypeScript
 * package → wasm crate. Names are looked up by project root, since other plugins may have renamed our projects.
 */
export function inferDependencies(
  rawOptions: unknown,
  context: CreateDependenciesContext,
): RawProjectGraphDependency[] {
  const options = parseOptions(rawOptions)
  const nameByRoot = new Map(Object.entries(context.projects).map(([name, project]) => [project.root, name]))
  const workspace = recallWorkspace(context.workspaceRoot, manifestsIn(context))
  const leftOut = new Set([
    ...edgesThatWouldBlock(workspace, options, context),
    ...readsThatWouldBlock(workspace, Object.values(context.projects)),
  ])
  const dependencies: RawProjectGraphDependency[] = []
  const seen = new Set<string>()
  for (const edge of workspace.edges) {
    if (edge.kind === 'npm' || leftOut.has(edge)) continue
    const source = nameByRoot.get(rootOf(edge.from))
    const target = nameByRoot.get(rootOf(edge.to))
    if (source === undefined || target === undefined || source === target) continue
    const key = `${source}\0${target}`
    if (seen.has(key)) continue
    seen.add(key)
    const edgeOf = { source, target, sourceFile: edge.from, type: 'static' }
    // What a crate reads follows from any source of it, so that Nx must not remember it for one file.
    const found = edge.kind === 'reads' ? { source, target, type: 'implicit' } : edgeOf
    dependencies.push(found as RawProjectGraphDependency)
  }
  return dependencies
}

/**
 * Dev-dependencies on a cycle, when nx.json makes the crates' builds depend on `^build`: Nx would refuse to run such a
 * task graph. Only then are they left out, and the notice about nx.json says how to mend it.
 */
function edgesThatWouldBlock(
  workspace: Workspace,
  options: Options,
  context: CreateDependenciesContext,
): Set<Edge> {
  const { build } = options.targets
  const isReplaced =
    build !== false && replacedParts(context.nxJsonConfiguration, build.name, EXECUTOR_OF.build).dependsOn
  if (!isReplaced) return new Set()
  const cycleOf = new Map(
    workspace.graph.cycles().flatMap((cycle) => cycle.map((id) => [id, cycle] as const)),
  )
  return new Set(
    workspace.edges.filter(
      (edge) => edge.kind === 'dev' && cycleOf.get(edge.from)?.includes(edge.to) === true,
    ),
  )
}

function manifestsIn(context: CreateDependenciesContext): string[] {
  const { nonProjectFiles, projectFileMap } = context.fileMap
  const files = [...nonProjectFiles, ...Object.values(projectFileMap).flat()].map(({ file }) => file)
  return files.filter((file) => /(^|\/)(Cargo\.toml|package\.json)$/.test(file))
}

function rootOf(manifest: string): string {
  const slash = manifest.lastIndexOf('/')
  return slash === -1 ? '.' : manifest.slice(0, slash)
}
