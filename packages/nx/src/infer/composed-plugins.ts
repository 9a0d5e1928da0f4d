import { createRequire } from 'node:module'
import { join } from 'node:path'
import type {
  CreateNodesContext,
  CreateNodesResult,
  CreateNodesResultArray,
  NxJsonConfiguration,
} from '@nx/devkit'
import type { Options } from './options'

/** A plugin of Nx whose inference of TypeScript projects is run inside ours: a process less than registering it. */
interface ComposedPlugin {
  readonly option: keyof Options['typescript']
  /** What nx.json calls it; registered there, it is the user's and not composed. */
  readonly name: string
  readonly files: RegExp
  readonly options: Readonly<Record<string, unknown>>
}

export const COMPOSED: readonly ComposedPlugin[] = [
  {
    option: 'js',
    name: '@nx/js/typescript',
    files: /(^|\/)tsconfig[^/]*\.json$/,
    options: {
      typecheck: { targetName: 'typecheck' },
      build: {
        targetName: 'build',
        configName: 'tsconfig.lib.json',
        buildDepsName: 'build-deps',
        watchDepsName: 'watch-deps',
      },
    },
  },
  {
    option: 'vite',
    name: '@nx/vite/plugin',
    files: /(^|\/)vite\.config\.(js|ts|mjs|mts|cjs|cts)$/,
    options: {
      buildTargetName: 'build',
      devTargetName: 'dev',
      serveTargetName: 'serve',
      previewTargetName: 'preview',
      serveStaticTargetName: 'serve-static',
      typecheckTargetName: 'typecheck',
      testTargetName: 'vite:test',
    },
  },
  {
    option: 'vitest',
    name: '@nx/vitest',
    files: /(^|\/)(vite|vitest)\.config\.(js|ts|mjs|mts|cjs|cts)$/,
    options: { testTargetName: 'test' },
  },
]

export interface ComposedInference {
  readonly results: CreateNodesResultArray
  /** What a plugin could not read, by file (null where it does not say), such as a broken `vite.config.ts`. */
  readonly errors: readonly [file: string | null, error: Error][]
}

/**
 * What Nx's TypeScript plugins infer from `files`, in the order nx.json would list them. A plugin that is not installed,
 * is in nx.json itself, or has no file of its kind is not loaded. One that fails keeps what it could infer.
 */
export async function inferComposed(
  files: readonly string[],
  options: Options,
  context: CreateNodesContext,
): Promise<ComposedInference> {
  const results: CreateNodesResultArray = []
  const errors: [string | null, Error][] = []
  const registered = registeredPlugins(context.nxJsonConfiguration)
  for (const composed of COMPOSED) {
    if (!options.typescript[composed.option] || registered.has(composed.name)) continue
    const own = files.filter((file) => composed.files.test(file))
    if (own.length === 0) continue
    const plugin = loadPlugin(composed.name, context.workspaceRoot)
    if (!plugin) continue
    const inferred = await inferPartly(() => plugin.createNodes[1](own, composed.options, context))
    results.push(...inferred.results.map(([file, result]) => [file, withoutSync(result)] as const))
    errors.push(...inferred.errors)
  }
  return { results, errors }
}

/** Nx's plugins throw what they could not read together with what they could. */
async function inferPartly(
  infer: () => Promise<CreateNodesResultArray> | CreateNodesResultArray,
): Promise<ComposedInference> {
  try {
    return { results: await infer(), errors: [] }
  } catch (error) {
    const partial = error as { partialResults?: CreateNodesResultArray; errors?: [string | null, Error][] }
    if (Array.isArray(partial.partialResults) && Array.isArray(partial.errors)) {
      return { results: partial.partialResults, errors: partial.errors }
    }
    return { results: [], errors: [[null, error instanceof Error ? error : new Error(String(error))]] }
  }
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

interface LoadedPlugin {
  readonly createNodes: readonly [
    string,
    (
      files: readonly string[],
      options: unknown,
      context: CreateNodesContext,
    ) => Promise<CreateNodesResultArray> | CreateNodesResultArray,
  ]
}

/** Undefined when the plugin is not installed, or lacks a tool it needs: `@nx/js` without `typescript` cannot even be loaded. */
function loadPlugin(name: string, workspaceRoot: string): LoadedPlugin | undefined {
  try {
    return createRequire(join(workspaceRoot, 'package.json'))(name) as LoadedPlugin
  } catch (error) {
    if (error instanceof Error && MISSING.includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined
    throw error
  }
}

const MISSING = ['MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED']

function registeredPlugins(nxJson: NxJsonConfiguration): Set<string> {
  return new Set(
    (nxJson.plugins ?? []).map((plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin)),
  )
}
