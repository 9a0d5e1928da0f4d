import type { CreateNodesContext, CreateNodesResultArray, PluginConfiguration } from '@nx/devkit'
import { ancestorsOf, childPath, minimatchGlob, type SourceTree } from '@nx-crane/graph'
import { inGuard } from './configuration-guard'
import { loadPlugin } from './load-plugin'
import { PluginGlobs } from './plugin-globs'

export interface OtherPluginsRequest {
  readonly nx: CreateNodesContext
  readonly tree: SourceTree
  /** Directories of crates. */
  readonly crateDirs: readonly string[]
  /** Directories of which a composed plugin has inferred targets. Their manifests alone are no reason to ask. */
  readonly packageDirs: readonly string[]
}

/** For each directory the targets that a project there has from plugins in nx.json: name → what nx.json calls the plugin. */
export type TargetsByDirectory = ReadonlyMap<string, Readonly<Record<string, string>>>

/**
 * What the other plugins in nx.json infer for projects of these directories. Nx does not tell one plugin what another infers, so
 * they are asked here too: only those whose files lie in such a directory, and only about these. One that fails is passed over: Nx says so.
 */
export async function targetsOfOtherPlugins(request: OtherPluginsRequest): Promise<TargetsByDirectory> {
  const found = new Map<string, Record<string, string>>()
  const plugins = (request.nx.nxJsonConfiguration.plugins ?? []).map(toEntry)
  const own = plugins.filter(({ plugin }) => plugin !== 'nx-crane')
  if (own.length === 0 || request.crateDirs.length + request.packageDirs.length === 0) return found
  const { inside, above } = filesAround(request)
  const globs = new PluginGlobs(request.nx.workspaceRoot)
  for (const entry of own) {
    const inferred = await inGuard(
      () => targetsOf(entry, { inside, above, globs }, request.nx),
      // Nx asks them as well, and shows what they print.
      () => true,
    )
    for (const [dir, targets] of inferred) {
      found.set(dir, { ...found.get(dir), ...targets })
    }
  }
  globs.write()
  return found
}

interface Files {
  /** Those that lie in one of the directories. */
  readonly inside: readonly string[]
  /** Those of directories above: configurations that hold for all below them. */
  readonly above: readonly string[]
  readonly globs: PluginGlobs
}

async function targetsOf(
  { plugin, options, include, exclude }: Entry,
  { inside, above, globs }: Files,
  context: CreateNodesContext,
): Promise<[dir: string, targets: Record<string, string>][]> {
  try {
    const load = () => loadPlugin(plugin, context.workspaceRoot)
    const glob = await globs.of(plugin, async () => (await load())?.[0] ?? null)
    if (glob === null) return []
    const isWanted = matcherOf(glob)
    const isIncluded = include?.map(matcherOf) ?? [() => true]
    const isExcluded = exclude?.map(matcherOf) ?? []
    const matches = (file: string) =>
      isWanted(file) &&
      isIncluded.some((included) => included(file)) &&
      !isExcluded.some((excluded) => excluded(file))
    const own = inside.filter(matches)
    if (own.length === 0) return []
    const createNodes = await load()
    if (createNodes === null) return []
    return targetsIn(
      await settled(createNodes[1]([...above.filter(matches), ...own], options, context)),
      plugin,
    )
  } catch {
    return []
  }
}

/** As Nx matches them. */
function matcherOf(glob: string): (file: string) => boolean {
  return minimatchGlob(glob, { dots: true })
}

/** Nx's plugins throw what they could not read together with what they could. */
async function settled(
  results: Promise<CreateNodesResultArray> | CreateNodesResultArray,
): Promise<CreateNodesResultArray> {
  try {
    return await results
  } catch (error) {
    const { partialResults } = error as { partialResults?: CreateNodesResultArray }
    return Array.isArray(partialResults) ? partialResults : []
  }
}

function targetsIn(results: CreateNodesResultArray, plugin: string): [string, Record<string, string>][] {
  return results.flatMap(([, { projects }]) =>
    Object.entries(projects ?? {}).map(([root, project]): [string, Record<string, string>] => [
      (project.root ?? root) === '.' ? '' : (project.root ?? root),
      Object.fromEntries(
        Object.entries(project.targets ?? {})
          .filter(([, target]) => target.executor !== undefined || target.command !== undefined)
          .map(([name]) => [name, plugin]),
      ),
    ]),
  )
}

interface Entry {
  readonly plugin: string
  readonly options?: unknown
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
}

function toEntry(configuration: PluginConfiguration): Entry {
  return typeof configuration === 'string' ? { plugin: configuration } : configuration
}

function filesAround({ tree, crateDirs, packageDirs }: OtherPluginsRequest): Omit<Files, 'globs'> {
  const own = new Set(crateDirs)
  const others = packageDirs.filter((dir) => !own.has(dir))
  const above = new Set([...own, ...others].flatMap(ancestorsOf))
  const filesIn = (dir: string) =>
    [...(tree.list(dir) ?? [])].flatMap(([name, kind]) => (kind === 'file' ? [childPath(dir, name)] : []))
  const inside = [
    ...[...own].flatMap(filesIn),
    ...others.flatMap(filesIn).filter((file) => !SHARED_FILE.test(file)),
  ]
  const known = new Set(inside)
  return { inside, above: [...above].flatMap(filesIn).filter((file) => !known.has(file)) }
}

/** Plugins that look for these alone infer nothing that a composed one infers as well: linters, releases. */
const SHARED_FILE = /(^|\/)(package|project)\.json$/
