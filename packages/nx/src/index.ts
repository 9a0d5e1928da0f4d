import type { CreateDependencies, CreateNodes } from '@nx/devkit'

export const name = 'nx-crane'

/**
 * Manifests of both languages, and the files the composed TypeScript plugins look for.
 * The work is loaded on the first call: Nx starts a process for each plugin and loads this entry in every one of them.
 */
export const createNodes: CreateNodes = [
  '{**/Cargo.toml,**/package.json,**/tsconfig*.json,**/{vite,vitest}.config.{js,ts,mjs,mts,cjs,cts}}',
  async (files, options, context) => {
    const { inferNodes } = await import('./infer/nodes')
    return inferNodes(files, options, context)
  },
]

/** The name that Nx 21 and older plugins' users look for. */
export const createNodesV2 = createNodes

export const createDependencies: CreateDependencies = async (options, context) => {
  const { inferDependencies } = await import('./infer/dependencies')
  return inferDependencies(options, context)
}
