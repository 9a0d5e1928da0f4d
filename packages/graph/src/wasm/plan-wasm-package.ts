import { cargoConfigFor } from '../config/tree-configs'
import type { Crate } from '../crate'
import type { SourceTree } from '../source-tree'
import { configuredRustflags } from './configured-rustflags'
import { isPackageText } from './package-json'
import type { GluePlace } from './package-layout'
import { packedFiles } from './packed-files'
import { libraryName } from './wasm-crate'
import type { WasmEvidence } from './wasm-evidence'
import { wasmLayout } from './wasm-layout'
import { wasmPackageOf } from './wasm-package'
import { wasmIdentity } from './wasm-packages'
import { type WasmProfile, wasmProfile } from './wasm-profile'

/** What becomes of a wasm crate, as far as it can be known without compiling it. */
export interface WasmPackagePlan {
  /** As in file names: `my_crate`. */
  readonly library: string
  /** What the files of the package are called. */
  readonly outName: string
  /** Directories relative to what is built: the package, or all of its directories with what is above them. */
  readonly places: readonly GluePlace[]
  readonly settings: WasmProfile
  /** Of Cargo's configuration in the repository. */
  readonly rustflags: readonly string[]
  /** The `package.json` texts by path in the package. */
  readonly manifests: ReadonlyMap<string, string>
  /** Files of the crate's directory that are copied into the package, sorted. */
  readonly texts: readonly string[]
  /** Where they are copied to. */
  readonly textDirs: readonly string[]
  /** The npm package around it, or null where it is one by itself. */
  readonly around: PackageAround | null
}

/** The npm package that a committed `package.json` beside the crate's manifest declares. */
export interface PackageAround {
  /** The directory of it that what is built stands for, `''` for its root. */
  readonly outDir: string
  /** Committed files of the crate's directory that belong to it, sorted. */
  readonly files: readonly string[]
}

export interface WasmPackageOptions {
  readonly tree: SourceTree
  readonly evidence: WasmEvidence
  /** Where the package lies of which the repository does not say it, relative to the crate. */
  readonly outDir: string
  /** A Cargo profile. */
  readonly profile: string
}

/** Plans what `buildWasmPackage` makes of the crate where it is asked for no glues and for no flags of its own. */
export function planWasmPackage(
  crate: Crate,
  { tree, evidence, outDir, profile }: WasmPackageOptions,
): WasmPackagePlan {
  const planned = wasmPackageOf(wasmIdentity(crate), evidence, outDir)
  const layout = wasmLayout(planned, crate, crate.dir)
  const names = [...(tree.list(crate.dir) ?? [])].filter(([, kind]) => kind === 'file').map(([name]) => name)
  const written = planned.outDirs.map(({ dir }) => dir)
  // What lies outside of the npm package is not packed with it.
  const isAround = evidence.hasPackage && !layout.base.startsWith('..')
  return {
    library: libraryName(crate),
    outName: planned.outName,
    places: layout.places,
    settings: wasmProfile(crate.metadata, profile),
    rustflags: wasmRustflagsOf(crate, tree),
    manifests: layout.manifests,
    texts: layout.textDirs.length === 0 ? [] : names.filter(isPackageText).sort(),
    textDirs: layout.textDirs,
    around: isAround
      ? { outDir: layout.base === '.' ? '' : layout.base, files: packedFiles(crate.dir, { tree, written }) }
      : null,
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
