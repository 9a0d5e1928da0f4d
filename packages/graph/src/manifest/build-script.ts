import type { CrateTarget } from '../crate'
import { baseName, normalizePath } from '../repository-path'
import type { TargetContext } from './target-context'
import { entryOf, stringsOf } from './toml-table'

/** The build scripts of a crate: `build.rs` unless the manifest names others or none. */
export function buildScripts(context: TargetContext): CrateTarget[] {
  return scriptPaths(context).map((path) => ({
    name: `build-script-${stem(path)}`,
    kind: ['custom-build'],
    crateTypes: ['bin'],
    path: normalizePath(context.manifest.dir, path),
    requiredFeatures: [],
    edition: context.edition,
    test: false,
    doctest: false,
    doc: false,
    harness: true,
  }))
}

function scriptPaths({ package: table, sources }: TargetContext): readonly string[] {
  const build = entryOf(table, 'build')
  if (build === undefined) return sources.isFile('build.rs') ? ['build.rs'] : []
  if (typeof build === 'string') return [build]
  if (build === true) return ['build.rs']
  return stringsOf(table, 'build') ?? []
}

function stem(path: string): string {
  const name = baseName(path)
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}
