import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readObserverSource } from '@nx-crane/build'
import { readNixLibrary } from '@nx-crane/crane'
import { build } from 'esbuild'
import { bundledPackages, declaredImports } from './declared-imports'

export const nxPackageRoot = resolve(__dirname, '../../packages/nx')

/**
 * One file for each entry, and shared chunks: what an entry imports dynamically is not even read before it is needed.
 * esbuild splits ES modules only, so each piece becomes CommonJS afterwards.
 */
export function bundleNxPlugin(outdir: string) {
  return build({
    absWorkingDir: nxPackageRoot,
    entryPoints: entryPoints(),
    outbase: 'src',
    outdir,
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    chunkNames: 'chunks/[name]-[hash]',
    legalComments: 'none',
    define: {
      NX_CRANE_BUILD_ID: JSON.stringify(buildId()),
      NX_CRANE_NIX_LIBRARY: JSON.stringify(Object.fromEntries(readNixLibrary())),
      NX_CRANE_OBSERVER: JSON.stringify(Object.fromEntries(readObserverSource())),
    },
    plugins: [declaredImports(nxPackageRoot, { isOutside: isPartOfNx, what: 'a part of Nx' })],
  })
}

/** A hash of everything that is bundled from this repository: see src/build-id.ts. */
function buildId(): string {
  const hash = createHash('sha256')
  for (const dir of [
    nxPackageRoot,
    ...bundledPackages(nxPackageRoot).map((name) => join(nxPackageRoot, '..', name.replace(/^.*\//, ''))),
  ]) {
    const sources = existsSync(join(dir, 'src'))
      ? readdirSync(join(dir, 'src'), { recursive: true, encoding: 'utf8' })
      : []
    for (const file of sources.filter((path) => path.endsWith('.ts')).sort()) {
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(dir, 'src', file)))
        .update('\0')
    }
  }
  return hash.digest('hex').slice(0, 16)
}

function isPartOfNx(name: string): boolean {
  return name === 'nx' || name.startsWith('@nx/')
}

/** Nx finds executors and generators by their paths in `executors.json` and `generators.json`. */
function entryPoints(): string[] {
  const inDirectory = (dir: string) =>
    existsSync(join(nxPackageRoot, dir))
      ? readdirSync(join(nxPackageRoot, dir))
          .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
          .map((file) => `${dir}/${file}`)
      : []
  return ['src/index.ts', 'src/bin.ts', ...inDirectory('src/executors'), ...inDirectory('src/generators')]
}
