export { buildCrateGraph } from './build-crate-graph'
export { CargoError } from './cargo-error'
export type { CargoWorkspace } from './cargo-workspace'
export { configuredVariable } from './config/cargo-config'
export { CONFIG_FILES, type ConfigFile, configBase } from './config/config-files'
export { profileChain, profileVariable } from './config/profile-chain'
export { cargoHome, readConfigs, readSoundConfigs } from './config/read-configs'
export { overrideDirectories, sourceDirectories } from './config/replaced-directories'
export { cargoConfigFor, treeConfigs } from './config/tree-configs'
export type { Crate, CrateDependency, CrateId, CrateTarget, DependencyKind, DependencySource } from './crate'
export { type Contents, type CrateDirectory, crateContents, isOfCrate, namesTexts } from './crate-contents'
export { CrateGraph } from './crate-graph'
export { type DeclaredGlob, declaredFiles, declaredGlob, isSkippedByGlobs } from './declared-files'
export type { Diagnostic } from './diagnostic'
export { type Edge, type EdgeKind, leadsToCrate } from './edge'
export { type CompiledPackage, compiledPackages } from './features/compiled-packages'
export { type PlatformTriple, platformOf } from './features/platform-cfg'
export type { ResolvedWorkspace } from './features/resolved-workspace'
export { filesBelow, isFile } from './files-below'
export { findManifests, type ManifestPaths } from './find-manifests'
export { globsAt, literalGlob } from './glob/glob-of-path'
export { IgnoreRules } from './glob/ignore-rules'
export { minimatchGlob } from './glob/minimatch-glob'
export { type GraphReport, graphReport, type ReportedCrate } from './graph-report'
export { packageOfSpecifier } from './imports/package-of-specifier'
export type { CargoLock, LockedPackage, LockedPackageId } from './lock/cargo-lock'
export { lockedPackagesById } from './lock/locked-closure'
export { parseLock } from './lock/parse-lock'
export { readLockedManifests } from './lock/read-locked-manifests'
export { compareVersions } from './lock/version'
export { type AddedReads, addDeclaredReads } from './manifest/add-declared-reads'
export { addMember } from './manifest/add-member'
export { crateNameFault } from './manifest/crate-name'
export { parseManifest } from './manifest/parse-manifest'
export { parseSubmodules, type Submodule, updateSubmodule } from './manifest/submodules'
export { asTable, entryOf, stringOf, stringsOf, type TomlTable, tableOf } from './manifest/toml-table'
export { satisfies } from './manifest/version-requirement'
export { DEEPEST_JSON, isDeepJson } from './npm/json-depth'
export { workspaceGlobs } from './npm/npm-workspace'
export { packageEntries } from './npm/package-entries'
export { parsePackageLock } from './npm/package-lock'
export { type PackageManager, packageManagerOf } from './npm/package-manager'
export { type PackageManifest, parseTypeScriptPackage } from './npm/package-manifest'
export { prunePackageLock } from './npm/prune-package-lock'
export { prunePnpmLock } from './npm/prune-pnpm-lock'
export { pruneYarnLock } from './npm/prune-yarn-lock'
export { matchesGlobs, parsePnpmWorkspace } from './npm/workspace-globs'
export { dependencyLayer, manifestOnly } from './prune/dependency-layer'
export { pruneConfig } from './prune/prune-config'
export { type PrunedWorkspace, pruneWorkspace } from './prune/prune-workspace'
export { lockOf } from './prune/workspace-sources'
export { readSourceTree } from './read-source-tree'
export type { CrateRead } from './reads/crate-reads'
export { farther, NO_OUTSIDE_READS, type OutsideReads, outsideReads, type Reach } from './reads/outside-reads'
export { isTauriConfig, tauriConfigsOf } from './reads/tauri-config'
export { printListing, RecordedTree, type TreeQuestion, treeDisk } from './recorded-tree'
export {
  ancestorsOf,
  baseName,
  childPath,
  isWithin,
  normalizePath,
  parentDir,
  relativePath,
  resolvePath,
} from './repository-path'
export { crateBuilds } from './scripts/crate-builds'
export { sourceImports } from './source-imports'
export type { EntryKind, SourceTree } from './source-tree'
export {
  type CratePart,
  digestsOf,
  type FileDigests,
  filesNamed,
  includedFiles,
  type PartFiles,
  partFiles,
  rootsOf,
  type UnknownReadAt,
} from './sources/crate-files'
export {
  type CrateListing,
  listCrate,
  listNamed,
  listPackage,
  listRead,
  listRepository,
  listRepositoryData,
} from './sources/crate-listing'
export { diskFault, isNothingThere } from './sources/disk-fault'
export { gitIgnore, isIgnoredWithin } from './sources/git-ignore'
export { namedPaths } from './sources/named-paths'
export { PackageRules } from './sources/package-rules'
export { pathPattern, patternBase } from './sources/path-pattern'
export { pathStrings } from './sources/path-strings'
export { PLAIN_RUST, type RustFacts, type UnknownRead } from './sources/rust-facts'
export { isSetByCargo } from './sources/rust-vocabulary'
export { scanRust } from './sources/scan-rust'
export { choosesReruns, saysReruns, scriptUsesOthers } from './sources/script-reruns'
export type { SourceFile, SourceFiles } from './sources/source-files'
export { isInside, resolveSource } from './sources/source-path'
export { treeFiles } from './sources/tree-files'
export { takesAllVariables } from './sources/unknown-reads'
export {
  CACHED_KINDS,
  type CachedKind,
  CRATE_TASK_KINDS,
  type CrateTaskKind,
  canHaveTarget,
  type DependencyCheckKind,
  defaultProfile,
  foreignProfiles,
  type KindScope,
  type LeavingKind,
  leavesFiles,
  NIX_KINDS,
  type NixKind,
  type RunKind,
  scopeOf,
  TARGET_KINDS,
  TARGETS,
  TASK_KINDS,
  type TargetKind,
  type TaskKind,
  taskKindsOf,
} from './target-kinds'
export { isTestData } from './test-data'
export { chooseToolchain, type Rustup, type ToolchainChoice } from './toolchain/choose-toolchain'
export { readToolchainFile, readToolchainFiles } from './toolchain/read-toolchain-files'
export {
  parseToolchainFile,
  type RustToolchain,
  TOOLCHAIN_FILES,
  toolchainFor,
} from './toolchain/rust-toolchain'
export type { TypeScriptPackage } from './typescript-package'
export { unreadableFiles } from './unreadable-files'
export { configuredRustflags } from './wasm/configured-rustflags'
export { type DebugInfo, debugInfoArgs, withDebugInfo } from './wasm/debug-info'
export { lockedBindgenVersion } from './wasm/locked-bindgen'
export { type CrateDescription, isPackageText, SNIPPETS_MANIFEST } from './wasm/package-json'
export {
  directoryOfGlue,
  type GluePlace,
  moduleFiles,
} from './wasm/package-layout'
export { planWasmPackage, type WasmPackagePlan } from './wasm/plan-wasm-package'
export { isWasmCrate, lacksDynamicLibrary, libraryName } from './wasm/wasm-crate'
export { NO_EVIDENCE, type WasmEvidence, wasmEvidence } from './wasm/wasm-evidence'
export { GLUES, glueNamed, WASM_GLUES, type WasmGlue } from './wasm/wasm-glue'
export { type WasmLayout, wasmLayout } from './wasm/wasm-layout'
export { WASM_OPT_FEATURES, wasmOptFeatureFlags } from './wasm/wasm-opt-features'
export { type OutDirectory, type WasmPackage, wasmPackageOf } from './wasm/wasm-package'
export { DEFAULT_OUT_DIR, wasmIdentity } from './wasm/wasm-packages'
export { type WasmProfile, wasmProfile } from './wasm/wasm-profile'
export { parseWasmSettings } from './wasm/wasm-settings'
export { buildWorkspaceGraph, type WorkspaceGraph } from './workspace-graph'
