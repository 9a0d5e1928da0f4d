import type { PackageManifest } from '../npm/package-manifest'
import { childPath, resolvePath } from '../repository-path'
import { moduleNamedBy } from './wasm-crate'

/** The kinds of JavaScript that wasm-bindgen writes around a module, as its `--target` spells them. */
export const WASM_GLUES = [
  'bundler',
  'nodejs',
  'web',
  'deno',
  'no-modules',
  'experimental-nodejs-module',
] as const
export type WasmGlue = (typeof WASM_GLUES)[number]

/** One copy of the glue in the package: `dir` relative to the package, `''` for its root. */
export interface GluePlace {
  readonly glue: WasmGlue
  readonly dir: string
}

export interface PackageLayoutRequest {
  /** As in file names: `my_crate`. */
  readonly library: string
  /** Directory of the package relative to the crate's. */
  readonly outDir: string
  /** The committed `package.json` beside the crate's manifest: then that directory is the npm package. */
  readonly beside: PackageManifest | null
  /** What the user asked for; null to derive it from `beside`. */
  readonly glues: readonly WasmGlue[] | null
}

/**
 * Which glue stands where in the package. Without a committed manifest: `bundler/`, `node/` and `web/`. With one: the
 * directories that its entry points name, and the files at the package's root where they name those, as wasm-pack
 * lays them out. A manifest that names neither (a hand-written `main` imports what it wants) gets both.
 */
export function planPackageLayout(request: PackageLayoutRequest): GluePlace[] {
  const named = request.beside ? namedPlaces(request.beside, request) : []
  const isRootNamed = named.includes('')
  const namedGlues = named.flatMap((dir) => (dir === '' ? [] : glueOfDirectory(dir)))
  const derived = namedGlues.length > 0 || isRootNamed ? namedGlues : DEFAULT_GLUES
  const places = [...(request.glues ?? derived)].map((glue) => ({ glue, dir: directoryOfGlue(glue) }))
  const needsRoot = request.beside !== null && (isRootNamed || namedGlues.length === 0)
  return needsRoot ? [{ glue: rootGlue(request.beside), dir: '' }, ...places] : places
}

const DEFAULT_GLUES: readonly WasmGlue[] = ['bundler', 'nodejs', 'web']

export function directoryOfGlue(glue: WasmGlue): string {
  return glue === 'nodejs' ? 'node' : glue
}

function glueOfDirectory(dir: string): WasmGlue[] {
  return WASM_GLUES.filter((glue) => directoryOfGlue(glue) === dir)
}

/** The directories of the package in which the manifest names this library's module, `''` for the package's root. */
function namedPlaces(manifest: PackageManifest, { library, outDir }: PackageLayoutRequest): string[] {
  const dirs = manifest.entryPoints.flatMap((entry) => {
    const path = resolvePath('', entry)
    if (path === null || moduleNamedBy(entry) !== library || !path.startsWith(`${outDir}/`)) return []
    return [path.slice(outDir.length + 1).replace(/(^|\/)[^/]*$/, '')]
  })
  return [...new Set(dirs)].sort()
}

/** What the package's own script asks wasm-pack or wasm-bindgen for; wasm-pack's default otherwise. */
function rootGlue(manifest: PackageManifest): WasmGlue {
  for (const script of Object.values(manifest.scripts)) {
    const target = /\bwasm-(?:pack|bindgen)\b[^&|;]*?\s(?:--target|-t)[ =](\S+)/.exec(script)?.[1]
    const glue = WASM_GLUES.find((known) => known === target)
    if (glue) return glue
  }
  return 'bundler'
}

/** How Node, tsc and bundlers must take the `.js` files of a glue. */
export function moduleKind(glue: WasmGlue): 'module' | 'commonjs' {
  return glue === 'nodejs' || glue === 'no-modules' ? 'commonjs' : 'module'
}

/** The files wasm-bindgen writes for every glue, relative to the package. */
export function modulePath({ dir }: GluePlace, library: string): string {
  return childPath(dir, `${library}.js`)
}
