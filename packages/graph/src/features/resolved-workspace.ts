/** What `cargo metadata` says of one Cargo workspace with all its dependencies, spelled as cargo spells it. */
export interface ResolvedWorkspace {
  readonly packages: readonly ResolvedPackage[]
  readonly workspace_members: readonly string[]
  readonly resolve: { readonly nodes: readonly ResolvedNode[] }
}

export interface ResolvedPackage {
  readonly id: string
  readonly name: string
  readonly version: string
  /** Null for a crate on this disk. */
  readonly source: string | null
  readonly dependencies: readonly DeclaredDependency[]
  /** With the implicit feature of each optional dependency. */
  readonly features: Readonly<Record<string, readonly string[]>>
  readonly targets: readonly { readonly kind: readonly string[] }[]
}

export interface DeclaredDependency {
  readonly name: string
  readonly rename: string | null
  readonly req: string
  readonly kind: 'dev' | 'build' | null
  readonly target: string | null
  readonly optional: boolean
  readonly uses_default_features: boolean
  readonly features: readonly string[]
}

/** Which packages the dependencies of one package are. */
export interface ResolvedNode {
  readonly id: string
  readonly deps: readonly {
    /** As the code of the dependent calls it. */
    readonly name: string
    readonly pkg: string
    readonly dep_kinds: readonly { readonly kind: 'dev' | 'build' | null; readonly target: string | null }[]
  }[]
}
