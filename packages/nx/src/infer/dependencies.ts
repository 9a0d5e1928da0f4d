import type { CreateDependenciesContext, ImplicitDependency, RawProjectGraphDependency } from '@nx/devkit'
import { type Edge, type PackageManifest, parentDir } from '@nx-crane/cargo'
import { readsThatWouldBlock } from './blocking-reads'
import { isManifest } from './manifest-files'
import { executorOf, type Options, parseOptions } from './options'
import { soundNxJson } from './sound-nx-json'
import { strongComponents } from './strong-components'
import { replacedParts } from './target-defaults'
import type { Workspace } from './workspace'
import { recallWorkspace } from './workspace-memo'

/**
 * The edges of the Nx project graph that Nx's own plugins do not see: crate → crate of every kind, and TypeScript
 * package → wasm crate, and npm packages linked in ways that Nx does not follow. Names are looked up by project root, since other plugins may have renamed our projects.
 */
export function inferDependencies(
  rawOptions: unknown,
  context: CreateDependenciesContext,
): RawProjectGraphDependency[] {
  const options = parseOptions(rawOptions)
  const nameByRoot = new Map(Object.entries(context.projects).map(([name, project]) => [project.root, name]))
  const workspace = recallWorkspace(context.workspaceRoot, manifestsIn(context), options)
  const starting = new Set(circularScripts(workspace))
  const others = { edges: workspace.edges.filter((edge) => !starting.has(edge)) }
  const leftOut = new Set([
    ...starting,
    ...edgesThatWouldBlock(workspace, options, context),
    ...readsThatWouldBlock(others, Object.values(context.projects)),
  ])
  const packages = new Map(workspace.packages.map((each) => [each.manifest, each]))
  const dependencies: RawProjectGraphDependency[] = []
  const seen = new Set<string>()
  for (const edge of workspace.edges) {
    if (leftOut.has(edge) || isSeenByNx(edge, packages, workspace)) continue
    const source = nameByRoot.get(rootOf(edge.from))
    const target = nameByRoot.get(rootOf(edge.to))
    if (source === undefined || target === undefined || source === target) continue
    const key = `${source}\0${target}`
    if (seen.has(key)) continue
    seen.add(key)
    // Nx remembers an edge with a source file for as long as that file is the same. Ours follow from other files as well: the
    // root manifest, a lock, the names of other projects.
    dependencies.push({ source, target, type: IMPLICIT })
  }
  return dependencies
}

/** As text: the enum of Nx would have to be loaded for it. */
const IMPLICIT = 'implicit' as ImplicitDependency['type']

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
    build !== false &&
    replacedParts(soundNxJson(context.nxJsonConfiguration), build.name, executorOf('build')).dependsOn
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

/**
 * Edges from packages whose scripts build or start a crate that needs them in turn: a page whose `dev` runs the program that the page is
 * in. No task waits for the crate on account of them, and with `^build` in nx.json Nx would refuse the circle.
 */
function circularScripts({ edges }: Pick<Workspace, 'edges'>): Edge[] {
  const scripts = edges.filter(({ kind }) => kind === 'script')
  if (scripts.length === 0) return []
  const component = strongComponents(edges.map(({ from, to }) => [parentDir(from), parentDir(to)] as const))
  return scripts.filter(({ from, to }) => component(parentDir(from)) === component(parentDir(to)))
}

/** Between packages that the root lists, Nx finds what is asked for by name and range, `workspace:` or `file:`. */
function isSeenByNx(
  edge: Edge,
  packages: ReadonlyMap<string, PackageManifest>,
  workspace: Workspace,
): boolean {
  if (edge.kind !== 'npm') return false
  const [from, to] = [packages.get(edge.from), packages.get(edge.to)]
  if (!from || !to || !workspace.nxProjectAt(from.dir) || !workspace.nxProjectAt(to.dir)) return false
  const specifier = Object.hasOwn(from.dependencies, to.name) ? from.dependencies[to.name] : undefined
  return specifier !== undefined && !/^(?:link:|portal:|\.{1,2}(?:[/\\]|$))/.test(specifier)
}

function manifestsIn(context: CreateDependenciesContext): string[] {
  const { nonProjectFiles, projectFileMap } = context.fileMap
  const files = [...nonProjectFiles, ...Object.values(projectFileMap).flat()].map(({ file }) => file)
  return files.filter(isManifest)
}

function rootOf(manifest: string): string {
  const slash = manifest.lastIndexOf('/')
  return slash === -1 ? '.' : manifest.slice(0, slash)
}
