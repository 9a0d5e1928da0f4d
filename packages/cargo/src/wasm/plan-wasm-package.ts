import { cargoConfigFor } from '../config'
import type { Crate } from '../crate'
import { parseTypeScriptPackage } from '../npm/package-manifest'
import { childPath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { configuredRustflags } from './configured-rustflags'
import { isPackageText, printPackageManifests } from './package-json'
import { type GluePlace, planPackageLayout } from './package-layout'
import { packedFiles } from './packed-files'
import { libraryName } from './wasm-crate'
import { type WasmProfile, wasmProfile } from './wasm-profile'

/** What becomes of a wasm crate, as far as it can be known without compiling it. */
export interface WasmPackagePlan {
  /** As in file names: `my_crate`. */
  readonly library: string
  readonly places: readonly GluePlace[]
  readonly settings: WasmProfile
  /** Of Cargo's configuration in the repository. */
  readonly rustflags: readonly string[]
  /** The `package.json` texts by path in the package. */
  readonly manifests: ReadonlyMap<string, string>
  /** Files of the crate's directory that are copied into the package, sorted. */
  readonly texts: readonly string[]
  /** The npm package around it, or null where it is one by itself. */
  readonly around: PackageAround | null
}

/** The npm package that a committed `package.json` beside the crate's manifest declares. */
export interface PackageAround {
  /** The directory of the build in it. */
  readonly outDir: string
  /** Committed files of the crate's directory that belong to it, sorted. */
  readonly files: readonly string[]
}

export interface WasmPackageOptions {
  readonly tree: SourceTree
  /** Directory of the package relative to the crate's. */
  readonly outDir: string
  /** A Cargo profile. */
  readonly profile: string
}

/** Plans what `buildWasmPackage` makes of the crate where it is asked for no glues and for no flags of its own. */
export function planWasmPackage(
  crate: Crate,
  { tree, outDir, profile }: WasmPackageOptions,
): WasmPackagePlan {
  const library = libraryName(crate)
  const manifest = childPath(crate.dir, 'package.json')
  const text = tree.read(manifest)
  const beside = text === undefined ? null : parseTypeScriptPackage(text, manifest).package
  const places = planPackageLayout({ library, outDir, beside, glues: null })
  const files = [...(tree.list(crate.dir) ?? [])].filter(([, kind]) => kind === 'file').map(([name]) => name)
  return {
    library,
    places,
    settings: wasmProfile(crate.metadata, profile),
    rustflags: wasmRustflagsOf(crate, tree),
    manifests: printPackageManifests(places, library, beside === null ? crate : null),
    texts: beside === null ? files.filter(isPackageText).sort() : [],
    around: beside === null ? null : { outDir, files: packedFiles(crate.dir, { tree, outDir }) },
  }
}

function wasmRustflagsOf(crate: Crate, tree: SourceTree): string[] {
  const { build, targets } = cargoConfigFor(tree, crate.dir)
  return configuredRustflags({
    env: {},
    configs: [{ build, target: Object.fromEntries(targets) }],
    targetTriple: 'wasm32-unknown-unknown',
    cfg: WASM_CFG,
  })
}

/** Of `rustc --print cfg --target wasm32-unknown-unknown`, what is the same for every release; features are not. */
const WASM_CFG = [
  'panic="abort"',
  'target_arch="wasm32"',
  'target_endian="little"',
  'target_env=""',
  'target_family="wasm"',
  'target_os="unknown"',
  'target_pointer_width="32"',
  'target_vendor="unknown"',
]
