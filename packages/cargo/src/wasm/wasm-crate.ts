import type { Crate } from '../crate'
import type { PackageManifest } from '../npm/package-manifest'

/** What a crate is to JavaScript: a WebAssembly module, a native addon of Node, or nothing it can load. */
export type CrateBinding = 'wasm' | 'node-addon' | null

/**
 * How JavaScript loads the crate. Both a `cdylib` and a binding generator among its dependencies are needed: one alone
 * is a C library, or a Rust library that others bind. `beside` is the `package.json` in the crate's directory; one whose
 * entry points name what wasm-pack makes of this crate declares a WebAssembly module even without wasm-bindgen.
 */
export function crateBinding(crate: Crate, beside?: PackageManifest | null): CrateBinding {
  if (!isDynamicLibrary(crate)) return null
  const names = new Set(
    crate.dependencies.filter(({ kind }) => kind === 'normal').map((dependency) => dependency.name),
  )
  if (WASM_GENERATORS.some((generator) => names.has(generator))) return 'wasm'
  if (NODE_ADDON_GENERATORS.some((generator) => names.has(generator))) return 'node-addon'
  return beside && namesModuleOf(beside, crate) ? 'wasm' : null
}

/** Whether the crate is built into a WebAssembly package. */
export function isWasmCrate(crate: Crate, beside?: PackageManifest | null): boolean {
  return crateBinding(crate, beside) === 'wasm'
}

/** Whether only `crate-type = ["cdylib"]` is missing for a WebAssembly package: or it is a library that others bind. */
export function lacksDynamicLibrary(crate: Crate): boolean {
  const isBound = crate.dependencies.some(
    ({ kind, name }) => kind === 'normal' && WASM_GENERATORS.includes(name),
  )
  return isBound && !isDynamicLibrary(crate)
}

/** The name of the crate's library as it stands in file names: `my_crate` of `my_crate.js` and `my_crate_bg.wasm`. */
export function libraryName(crate: Crate): string {
  const library = crate.crateTargets.find((target) => target.crateTypes.includes('cdylib'))
  return (library?.name ?? crate.name).replaceAll('-', '_')
}

export function isDynamicLibrary(crate: Pick<Crate, 'crateTargets'>): boolean {
  return crate.crateTargets.some(
    (target) => target.crateTypes.includes('cdylib') && !isExecutableKind(target.kind),
  )
}

/** `worker`, of Cloudflare's workers, brings wasm-bindgen itself. */
const WASM_GENERATORS = ['wasm-bindgen', 'worker']

const NODE_ADDON_GENERATORS = [
  'napi',
  'napi-derive',
  'napi-ohos',
  'napi-derive-ohos',
  'neon',
  'node-bindgen',
  'nodejs-sys',
]

/** Examples may be a cdylib too, but nothing loads them. */
function isExecutableKind(kind: readonly string[]): boolean {
  return kind.includes('example') || kind.includes('bin')
}

function namesModuleOf(manifest: PackageManifest, crate: Crate): boolean {
  const library = libraryName(crate)
  return manifest.entryPoints.some((entry) => moduleNamedBy(entry) === library)
}

/**
 * The library that an entry point names when it looks like something wasm-bindgen wrote.
 *
 * @example moduleNamedBy('./pkg/my_crate_bg.wasm') // → 'my_crate'
 */
export function moduleNamedBy(entryPoint: string): string | null {
  const file = entryPoint.slice(entryPoint.lastIndexOf('/') + 1)
  return /^(.+?)(?:_bg\.wasm(?:\.d\.ts)?|_bg\.js|\.d\.ts|\.[cm]?js)$/.exec(file)?.[1] ?? null
}
