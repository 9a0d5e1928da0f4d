import type { CreateNodesContext, CreateNodesResultArray } from '@nx/devkit'
import { requireFrom } from '../installed-directory'

/** A plugin's `createNodes`. */
export type CreateNodesOf = readonly [
  glob: string,
  infer: (
    files: readonly string[],
    options: unknown,
    context: CreateNodesContext,
  ) => Promise<CreateNodesResultArray> | CreateNodesResultArray,
]

/** Null for a plugin that infers no projects. Nx's own loader also takes plugins of the repository that are written in TypeScript. */
export async function loadPlugin(name: string, root: string): Promise<CreateNodesOf | null> {
  const require = requireFrom(root)
  const loaded = await loadByNx(name, root, require)
  const module = (loaded ?? require(name)) as Partial<
    Record<'createNodes' | 'createNodesV2', CreateNodesOf>
  > & {
    default?: Partial<Record<'createNodes' | 'createNodesV2', CreateNodesOf>>
  }
  const { createNodes, createNodesV2 } =
    module.createNodes || module.createNodesV2 ? module : (module.default ?? module)
  return createNodesV2 ?? createNodes ?? null
}

async function loadByNx(name: string, root: string, require: NodeJS.Require): Promise<unknown> {
  if (!name.startsWith('.') && resolves(require, name)) return undefined
  // The only way to a plugin that has to be compiled first; not part of Nx's public interface.
  const { resolveNxPlugin } = require('nx/src/project-graph/plugins/resolve-plugin') as {
    resolveNxPlugin(
      name: string,
      root: string,
      paths: string[],
    ): Promise<{ pluginPath: string; shouldRegisterTSTranspiler: boolean }>
  }
  const { pluginPath, shouldRegisterTSTranspiler } = await resolveNxPlugin(name, root, [root])
  if (shouldRegisterTSTranspiler) {
    const transpiler = require('nx/src/project-graph/plugins/transpiler') as {
      registerPluginTSTranspiler(): void
    }
    transpiler.registerPluginTSTranspiler()
  }
  return require(pluginPath)
}

function resolves(require: NodeJS.Require, name: string): boolean {
  try {
    return require.resolve(name) !== ''
  } catch {
    return false
  }
}
