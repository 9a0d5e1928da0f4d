import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Manifest } from './boundary'

export interface RepositoryPackage {
  readonly manifest: Manifest
  /** Its TypeScript files, relative to the repository. */
  readonly files: readonly string[]
}

interface PackageJson {
  readonly name: string
  readonly private?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly peerDependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** The packages below `packages/`, sorted. */
export function readPackages(root: string): RepositoryPackage[] {
  const shared = Object.keys(readManifest(root, 'package.json').devDependencies ?? {})
  const names = readdirSync(join(root, 'packages')).sort()
  return names.map((name) => {
    const directory = `packages/${name}`
    const manifest = readManifest(root, `${directory}/package.json`)
    const own = Object.keys(manifest.devDependencies ?? {})
    // The published package holds its devDependencies: the bundler puts them in.
    const bundled = manifest.private === true ? [] : own
    const declared = { ...manifest.dependencies, ...manifest.peerDependencies }
    return {
      manifest: {
        directory,
        name: manifest.name,
        dependencies: [...Object.keys(declared), ...bundled],
        devDependencies: [...own, ...shared],
      },
      files: typescriptFiles(root, directory),
    }
  })
}

function readManifest(root: string, path: string): PackageJson {
  return JSON.parse(readFileSync(join(root, path), 'utf8')) as PackageJson
}

function typescriptFiles(root: string, directory: string): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${directory}/${entry.name}`
      if (entry.isDirectory()) {
        return ['node_modules', 'dist', 'fixtures'].includes(entry.name) ? [] : typescriptFiles(root, path)
      }
      return entry.isFile() && /\.[cm]?ts$/.test(entry.name) ? [path] : []
    })
}
