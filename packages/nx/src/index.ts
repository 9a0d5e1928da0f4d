import type { CreateDependencies, CreateNodes } from '@nx/devkit'

export const name = 'nx-crane'

/** One level of braces: Nx 22 and older take no more, and must get as far as being told that they are too old. */
const GLOB = `{${[
  '**/Cargo.toml',
  '**/package.json',
  '**/project.json',
  '**/tsconfig*.json',
  ...['js', 'ts', 'mjs', 'mts', 'cjs', 'cts'].flatMap((extension) => [
    `**/vite.config.${extension}`,
    `**/vitest.config.${extension}`,
  ]),
].join(',')}}`

/**
 * Manifests of both languages, and the files the composed TypeScript plugins look for.
 * The work is loaded on the first call: Nx starts a process for each plugin and loads this entry in every one of them.
 */
export const createNodes: CreateNodes = [
  GLOB,
  async (files, options, context) => {
    if (await isUnsupported(context.workspaceRoot)) return []
    const { inferNodes } = await import('./infer/nodes')
    return inferNodes(files, options, context)
  },
]

/** The name that Nx 21 and older plugins' users look for. */
export const createNodesV2 = createNodes

export const createDependencies: CreateDependencies = async (options, context) => {
  if (await isUnsupported(context.workspaceRoot)) return []
  const { inferDependencies } = await import('./infer/dependencies')
  return inferDependencies(options, context)
}

/** What worked before the plugin was added goes on: it says why it does nothing, and does nothing. */
async function isUnsupported(workspaceRoot: string): Promise<boolean> {
  const { unsupportedNxOf } = await import('./infer/unsupported-workspace')
  const reason = unsupportedNxOf(workspaceRoot)
  if (reason === null) return false
  const { reportNotices } = await import('./infer/notice-report')
  reportNotices(workspaceRoot, [reason])
  return true
}
