import {
  type Crate,
  type CrateGraph,
  type CrateId,
  childPath,
  type Edge,
  type GluePlace,
  isWithin,
  libraryName,
  type PackageManifest,
  planPackageLayout,
  resolvePath,
} from '@nx-crane/cargo'

/** A crate that JavaScript imports as an npm package. Paths are relative to the repository. */
export interface WasmPackage {
  readonly crate: CrateId
  readonly dir: string
  /** As in file names: `my_crate`. */
  readonly library: string
  /** The names by which it is imported, the best first. */
  readonly names: readonly string[]
  /** The `package.json` committed beside the manifest, as parsed; null where the build writes one. */
  readonly manifest: Readonly<Record<string, unknown>> | null
  /** Where the package built for production lies, relative to `dir`. */
  readonly outDir: string
  /** Which glue it has where. */
  readonly places: readonly GluePlace[]
}

/** How people know the package: as it is imported, or else as its files are called. */
export function nameOf({ names, library }: WasmPackage): string {
  return names[0] ?? library
}

export interface WasmPackageContext {
  readonly graph: CrateGraph
  readonly wasmCrates: readonly CrateId[]
  readonly packages: readonly PackageManifest[]
  readonly edges: readonly Edge[]
  readonly outDir: string
  read(path: string): string | undefined
}

/** The wasm crates of a repository as npm packages, by the names that its packages import them by. */
export function planWasmPackages(context: WasmPackageContext): WasmPackage[] {
  return context.wasmCrates.flatMap((id) => {
    const crate = context.graph.crate(id)
    return crate ? [planWasmPackage(crate, context)] : []
  })
}

function planWasmPackage(crate: Crate, context: WasmPackageContext): WasmPackage {
  const beside = context.packages.find(({ dir }) => dir === crate.dir) ?? null
  const library = libraryName(crate)
  const { outDir } = context
  return {
    crate: crate.id,
    dir: crate.dir,
    library,
    names: [...(beside?.isNamed ? [beside.name] : []), ...dependencyNames(crate, context)],
    manifest: beside ? parseObject(context.read(beside.manifest) ?? '') : null,
    outDir,
    places: planPackageLayout({ library, outDir, beside, glues: null }),
  }
}

/** What packages call the crate, or the package that is built in it, where they depend on it by a path. */
function dependencyNames(crate: Crate, { edges, packages, outDir }: WasmPackageContext): string[] {
  const users = new Set(edges.filter(({ to }) => to === crate.id).map(({ from }) => from))
  return packages
    .filter(({ manifest }) => users.has(manifest))
    .flatMap(({ dir, dependencies }) =>
      Object.entries(dependencies).flatMap(([name, specifier]) => {
        const path = /^(?:file|link|portal):(.*)$/.exec(specifier)?.[1]
        const target = path === undefined ? null : resolvePath(dir, path)
        if (target === null) return []
        return target === crate.dir || isWithin(childPath(crate.dir, outDir), target) ? [name] : []
      }),
    )
    .sort()
}

function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
  return value as Record<string, unknown>
}
