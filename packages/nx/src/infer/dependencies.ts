import type { CreateDependenciesContext, RawProjectGraphDependency } from '@nx/devkit'
import { parseOptions } from './options'
import { readWorkspace } from './workspace'

/**
 * The edges of the Nx project graph that Nx's own plugins do not see: crate → crate of every kind, and TypeScript
 * package → wasm crate. Names are looked up by project root, since other plugins may have renamed our projects.
 */
export function inferDependencies(
  rawOptions: unknown,
  context: CreateDependenciesContext,
): RawProjectGraphDependency[] {
  parseOptions(rawOptions)
  const nameByRoot = new Map(Object.entries(context.projects).map(([name, project]) => [project.root, name]))
  const workspace = readWorkspace(context.workspaceRoot, manifestsIn(context))
  const dependencies: RawProjectGraphDependency[] = []
  const seen = new Set<string>()
  for (const edge of workspace.edges) {
    if (edge.kind === 'npm') continue
    const source = nameByRoot.get(rootOf(edge.from))
    const target = nameByRoot.get(rootOf(edge.to))
    if (source === undefined || target === undefined || source === target) continue
    const key = `${source}\0${target}`
    if (seen.has(key)) continue
    seen.add(key)
    dependencies.push({
      source,
      target,
      sourceFile: edge.from,
      type: 'static' as RawProjectGraphDependency['type'],
    })
  }
  return dependencies
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
