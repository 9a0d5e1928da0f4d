import { resolve } from 'node:path'
import { readObserverSource } from '@nx-crane/build'
import { build } from 'esbuild'
import { declaredImports } from './declared-imports'

export const vitePackageRoot = resolve(__dirname, '../../packages/vite')

/**
 * Writes `@nx-crane/vite` into a directory as one ES module with everything in it that is not Vite itself, unless only
 * what goes into it is asked for.
 */
export function bundleVitePlugin(outdir: string, { write = true } = {}) {
  return build({
    absWorkingDir: vitePackageRoot,
    entryPoints: ['src/index.ts'],
    outdir,
    write,
    bundle: true,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    define: { NX_CRANE_OBSERVER: JSON.stringify(Object.fromEntries(readObserverSource())) },
    plugins: [declaredImports(vitePackageRoot, { isOutside: (name) => name === 'vite', what: 'Vite' })],
  })
}
