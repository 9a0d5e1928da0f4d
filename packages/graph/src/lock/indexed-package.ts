import type { LockedManifest } from './locked-closure'

/** One line of a registry's index, as far as it decides what is locked. */
export interface IndexedPackage {
  readonly cksum: string
  readonly deps: readonly {
    /** The name in the manifest; `package` is the package's own where they differ. */
    readonly name: string
    readonly package?: string | null
    readonly req: string
    readonly features?: readonly string[]
    readonly optional?: boolean
    readonly default_features?: boolean
    readonly kind?: 'normal' | 'build' | 'dev' | null
  }[]
  readonly features?: Readonly<Record<string, readonly string[]>>
  /** Features in syntax newer than the index (`dep:`, `?/`) stand apart. */
  readonly features2?: Readonly<Record<string, readonly string[]>> | null
}

export function manifestFromIndex(entry: IndexedPackage): LockedManifest {
  return {
    member: false,
    dependencies: entry.deps.map((each) => ({
      name: each.package ?? each.name,
      rename: each.package == null ? null : each.name,
      kind: each.kind ?? 'normal',
      optional: each.optional ?? false,
      features: each.features ?? [],
      defaultFeatures: each.default_features ?? true,
      requirement: each.req,
    })),
    features: { ...entry.features, ...entry.features2 },
  }
}
