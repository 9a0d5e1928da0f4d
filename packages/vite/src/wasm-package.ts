import {
  type Crate,
  type CrateGraph,
  type CrateId,
  type Edge,
  type GluePlace,
  isWithin,
  libraryName,
  NO_EVIDENCE,
  normalizePath,
  type PackageManifest,
  type WasmPackage as PlannedPackage,
  resolvePath,
  type WasmEvidence,
  wasmIdentity,
  wasmPackageOf,
} from '@nx-crane/graph'

/** A directory of a crate that JavaScript imports as an npm package, or as a part of one. Paths are relative to the repository. */
export interface WasmPackage {
  readonly crate: CrateId
  readonly dir: string
  /** As in file names: `my_crate`. */
  readonly library: string
  /** What the files of the package are called. */
  readonly outName: string
  /** The names by which it is imported, the best first. */
  readonly names: readonly string[]
  /** The `package.json` committed beside the manifest, as parsed; null where the build writes one. */
  readonly manifest: Readonly<Record<string, unknown>> | null
  /** Where the package built for production lies, relative to `dir`; it may begin with `..`. */
  readonly outDir: string
  /** Which glue it has where. */
  readonly places: readonly GluePlace[]
  /** All that a build of the crate writes: this directory, and maybe others. */
  readonly planned: PlannedPackage
}

/** The directory of the built package, relative to the repository. */
export function builtDir({ dir, outDir }: Pick<WasmPackage, 'dir' | 'outDir'>): string {
  return normalizePath(dir, outDir)
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
  /** Of each wasm crate, what the repository says of its package. */
  readonly evidence: Readonly<Record<CrateId, WasmEvidence>>
  /** Where it lies otherwise. */
  readonly outDir: string
  read(path: string): string | undefined
}

/** The wasm crates of a repository as npm packages, by the names that its packages import them by. */
export function planWasmPackages(context: WasmPackageContext): WasmPackage[] {
  return context.wasmCrates.flatMap((id) => {
    const crate = context.graph.crate(id)
    return crate ? planCrate(crate, context) : []
  })
}

function planCrate(crate: Crate, context: WasmPackageContext): WasmPackage[] {
  const beside = context.packages.find(({ dir }) => dir === crate.dir) ?? null
  const library = libraryName(crate)
  const planned = wasmPackageOf(
    wasmIdentity(crate),
    context.evidence[crate.id] ?? NO_EVIDENCE,
    context.outDir,
  )
  return planned.outDirs.map(({ dir: outDir }) => {
    const base = builtDir({ dir: crate.dir, outDir })
    const places = planned.places
      .map(({ glue, dir }) => ({ glue, dir: normalizePath(crate.dir, dir) }))
      .filter(({ dir }) => isWithin(base, dir))
      .map(({ glue, dir }) => ({
        glue,
        dir: dir === base ? '' : dir.slice(base === '' ? 0 : base.length + 1),
      }))
    return {
      crate: crate.id,
      dir: crate.dir,
      library,
      outName: planned.outName,
      names: [...(beside?.isNamed ? [beside.name] : []), ...dependencyNames(crate, { base, context })],
      manifest: beside ? parseObject(context.read(beside.manifest) ?? '') : null,
      outDir,
      places,
      planned,
    }
  })
}

/** What packages call the crate, or the package that is built in it, where they depend on it by a path. */
function dependencyNames(
  crate: Crate,
  { base, context }: { readonly base: string; readonly context: WasmPackageContext },
): string[] {
  const { edges, packages } = context
  const users = new Set(edges.filter(({ to }) => to === crate.id).map(({ from }) => from))
  return packages
    .filter(({ manifest }) => users.has(manifest))
    .flatMap(({ dir, dependencies }) =>
      Object.entries(dependencies).flatMap(([name, specifier]) => {
        const path = /^(?:file|link|portal):(.*)$/.exec(specifier)?.[1]
        const target = path === undefined ? null : resolvePath(dir, path)
        if (target === null) return []
        return target === crate.dir || isWithin(base, target) ? [name] : []
      }),
    )
    .sort()
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {} // it was sound a moment ago
  }
}
