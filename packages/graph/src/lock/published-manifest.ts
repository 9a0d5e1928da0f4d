import type { DependencyKind } from '../crate'
import type { LockedManifest, LockedManifestDependency } from './locked-closure'

type Table = Readonly<Record<string, unknown>>

/**
 * What the manifest of a published crate says about its dependencies, or undefined when it is not `wanted`'s.
 * Published manifests have inheritance resolved already.
 */
export function publishedManifest(
  document: Table,
  wanted: { readonly name: string; readonly version: string },
): LockedManifest | undefined {
  const { name, version } = table(document.package)
  if (name !== wanted.name || version !== wanted.version) return undefined
  const targets = Object.values(table(document.target)).map(table)
  return {
    member: false,
    dependencies: [document, ...targets].flatMap((each) => [
      ...dependenciesIn(each.dependencies, 'normal'),
      ...dependenciesIn(each['build-dependencies'] ?? each.build_dependencies, 'build'),
    ]),
    features: Object.fromEntries(
      Object.entries(table(document.features)).map(([feature, values]) => [feature, strings(values)]),
    ),
  }
}

function dependenciesIn(section: unknown, kind: DependencyKind): LockedManifestDependency[] {
  return Object.entries(table(section)).map(([key, value]) => {
    const details: Table = typeof value === 'string' ? { version: value } : table(value)
    const renamed = typeof details.package === 'string' && details.package !== key
    return {
      name: renamed ? String(details.package) : key,
      rename: renamed ? key : null,
      kind,
      optional: details.optional === true,
      features: strings(details.features),
      defaultFeatures: (details['default-features'] ?? details.default_features) !== false,
      requirement: typeof details.version === 'string' ? details.version : '*',
    }
  })
}

function table(value: unknown): Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : {}
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
}
