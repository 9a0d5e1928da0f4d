import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { CreateNodesContext, CreateNodesResultArray } from '@nx/devkit'
import type { ComposedName } from './options'

/** A plugin of Nx whose inference of TypeScript projects is run inside ours: a process less than registering it. */
export interface ComposedPlugin {
  readonly option: ComposedName
  /** What nx.json calls it; registered there, it is the user's and not composed. */
  readonly name: string
  /** What nx.json may call it as well. */
  readonly alias: readonly string[]
  readonly files: RegExp
  readonly options: Readonly<Record<string, unknown>>
}

export const COMPOSED: readonly ComposedPlugin[] = [
  {
    option: 'js',
    name: '@nx/js/typescript',
    alias: [],
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
    alias: ['@nx/vite'],
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
    alias: ['@nx/vitest/plugin'],
    files: /(^|\/)(vite|vitest)\.config\.(js|ts|mjs|mts|cjs|cts)$/,
    options: { testTargetName: 'test' },
  },
]

export interface LoadedPlugin {
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
export function loadComposedPlugin(name: string, workspaceRoot: string): LoadedPlugin | undefined {
  try {
    return createRequire(join(workspaceRoot, 'package.json'))(name) as LoadedPlugin
  } catch (error) {
    if (error instanceof Error && MISSING.includes((error as NodeJS.ErrnoException).code ?? ''))
      return undefined
    throw error
  }
}

const MISSING = ['MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED']
