import { stripVTControlCharacters } from 'node:util'
import type {
  CreateNodesContext,
  CreateNodesResult,
  CreateNodesResultArray,
  NxJsonConfiguration,
} from '@nx/devkit'
import { messageOf } from '@nx-crane/files'
import { ancestorsOf, matchesGlobs, parentDir } from '@nx-crane/graph'
import { COMPOSED, type ComposedPlugin, loadComposedPlugin } from './composed-plugin'
import { inGuard } from './configuration-guard'
import type { ComposedName, Options } from './options'

export interface ComposedInference {
  readonly results: CreateNodesResultArray
  readonly failures: readonly ComposedFailure[]
}

/** What a plugin could not read, such as a `vite.config.ts` that throws: it costs the projects of these files what it would infer. */
export interface ComposedFailure {
  /** What nx.json calls the plugin. */
  readonly plugin: string
  /** What {@link Options.typescript} calls it. */
  readonly option: ComposedName
  readonly files: readonly string[]
  readonly message: string
}

export interface ComposedContext {
  readonly options: Options
  readonly nx: CreateNodesContext
  /** Whether a project lies in the directory: in others these plugins infer what Nx refuses, or fixtures. */
  isProjectDir(dir: string): boolean
}

/**
 * What Nx's TypeScript plugins infer from `files`, in the order nx.json would list them. A plugin that is not installed,
 * is in nx.json itself, or has no file of its kind is not loaded. One that fails keeps what it could infer; it never throws.
 */
export async function inferComposed(
  files: readonly string[],
  context: ComposedContext,
): Promise<ComposedInference> {
  const results: CreateNodesResultArray = []
  const failures: ComposedFailure[] = []
  const registered = registeredPlugins(context.nx.nxJsonConfiguration)
  for (const composed of COMPOSED) {
    const settings = context.options.typescript[composed.option]
    if (!settings.enabled || composed.alias.concat(composed.name).some((name) => registered.has(name)))
      continue
    const own = files.filter(
      (file) =>
        composed.files.test(file) &&
        context.isProjectDir(parentDir(file)) &&
        !matchesAny(file, settings.exclude),
    )
    if (own.length === 0) continue
    const inferred = await inGuard(
      () => inferPartly(composed, own, context.nx),
      ({ failures }) => failures.length > 0,
    )
    results.push(...inferred.results.map(([file, result]) => [file, withoutSync(result)] as const))
    failures.push(...inferred.failures)
  }
  return { results, failures }
}

function matchesAny(file: string, globs: readonly string[]): boolean {
  return [file, ...ancestorsOf(file)].some((place) => globs.some((glob) => matchesGlobs(place, [glob])))
}

async function inferPartly(
  composed: ComposedPlugin,
  files: readonly string[],
  context: CreateNodesContext,
): Promise<ComposedInference> {
  try {
    const plugin = loadComposedPlugin(composed.name, context.workspaceRoot)
    if (!plugin) return { results: [], failures: [] }
    const infer = plugin.createNodes[1]
    return await inferEach(composed, files, async (own) => infer(own, composed.options, context))
  } catch (error) {
    return { results: [], failures: [failureOf(composed, files, error)] }
  }
}

type Infer = (files: readonly string[]) => Promise<CreateNodesResultArray>

/**
 * Nx's plugins throw what they could not read together with what they could. What is thrown otherwise hides the
 * results of all: then they are asked for directory by directory.
 */
async function inferEach(
  composed: ComposedPlugin,
  files: readonly string[],
  infer: Infer,
): Promise<ComposedInference> {
  try {
    return { results: await withinTime(infer(files), FIRST_SECONDS + files.length), failures: [] }
  } catch (error) {
    const { partialResults, errors } = error as { partialResults?: unknown; errors?: unknown }
    if (Array.isArray(partialResults) && Array.isArray(errors)) {
      const failed = errors as readonly [string | null, unknown][]
      return {
        results: partialResults as CreateNodesResultArray,
        failures: failed.map(([file, each]) => failureOf(composed, file === null ? files : [file], each)),
      }
    }
    const groups = byDirectory(files)
    if (groups.length === 1) return { results: [], failures: [failureOf(composed, files, error)] }
    const inferred: ComposedInference[] = []
    for (const group of groups) inferred.push(await inferEach(composed, group, infer))
    return {
      results: inferred.flatMap(({ results }) => results),
      failures: inferred.flatMap(({ failures }) => failures),
    }
  }
}

/** `…/node_modules/.vite-temp/vite.config.ts.timestamp-1795984473173-a3163f135278a.mjs` */
const TEMPORARY = /(?:node_modules\/\.vite-temp\/)|\.timestamp-\d+(?:-[0-9a-f]+)?\.m?js/g

/** A configuration may wait for something that never comes; then it costs its own project and this long. */
const FIRST_SECONDS = 20

async function withinTime<T>(result: Promise<T>, seconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not finish within ${seconds} s`)), seconds * 1000)
  })
  try {
    return await Promise.race([result, timeout])
  } finally {
    clearTimeout(timer)
  }
}

function byDirectory(files: readonly string[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const file of files) groups.set(parentDir(file), [...(groups.get(parentDir(file)) ?? []), file])
  return [...groups.values()]
}

function failureOf(
  { name, option }: ComposedPlugin,
  files: readonly string[],
  error: unknown,
): ComposedFailure {
  const message = messageOf(error)
  return { plugin: name, option, files, message: firstLine(message) }
}

/** Without the colours and code frames that bundlers print, and without names of temporary files, which differ each time. */
function firstLine(message: string): string {
  const plain = stripVTControlCharacters(message).replace(TEMPORARY, '')
  return (
    plain
      .split('\n')
      .find((line) => line.trim() !== '')
      ?.trim() ?? 'it gives no reason'
  )
}

/** Project references are kept in step for those who asked for it in nx.json; here it would stop a run that works. */
function withoutSync(result: CreateNodesResult): CreateNodesResult {
  const projects = Object.entries(result.projects ?? {}).map(([root, project]) => {
    const targets = Object.entries(project.targets ?? {}).map(([name, target]) => {
      const { syncGenerators: _, ...rest } = target
      return [name, rest]
    })
    return [root, { ...project, targets: Object.fromEntries(targets) }]
  })
  return { ...result, projects: Object.fromEntries(projects) }
}

function registeredPlugins(nxJson: NxJsonConfiguration): Set<string> {
  return new Set(
    (nxJson.plugins ?? []).map((plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin)),
  )
}
