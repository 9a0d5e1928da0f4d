import { join } from 'node:path'
import type { Plugin } from 'esbuild'
import { readPackageManifest } from './package-manifest'

export interface OutsidePackages {
  readonly isOutside: (name: string) => boolean
  /** What they are, for the error: `a part of Nx`. */
  readonly what: string
}

/** Bundles the packages of {@link bundledPackages}; those outside stay outside; anything else is a fault. */
export function declaredImports(packageRoot: string, { isOutside, what }: OutsidePackages): Plugin {
  const { name: own } = readPackageManifest(packageRoot)
  const bundled = new Set(bundledPackages(packageRoot))
  return {
    name: 'declared-imports',
    setup({ onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, importer, kind }) => {
        const name = packageName(path)
        if (kind === 'entry-point' || path.startsWith('node:') || importer.includes('node_modules'))
          return null
        if (isOutside(name)) return { path, external: true }
        if (bundled.has(name)) return null
        return { errors: [{ text: `"${name}" is neither a devDependency of ${own} nor ${what}` }] }
      })
    },
  }
}

/** The devDependencies of a package, and what those of this repository depend on. */
export function bundledPackages(packageRoot: string): string[] {
  const own = Object.keys(readPackageManifest(packageRoot).devDependencies ?? {})
  const internal = own.filter((name) => name.startsWith('@nx-crane/'))
  const theirs = internal.flatMap((name) => {
    const directory = join(packageRoot, '..', name.slice('@nx-crane/'.length))
    return Object.keys(readPackageManifest(directory).dependencies ?? {})
  })
  return [...own, ...theirs]
}

function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}
