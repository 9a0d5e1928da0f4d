export { buildCrateGraph } from './build-crate-graph'
export { CargoError, type CargoErrorDetails } from './cargo-error'
export type { CargoWorkspace } from './cargo-workspace'
export {
  type CargoConfig,
  type ConfiguredSource,
  cargoConfigFor,
  cargoHome,
  type EnvironmentVariable,
  type TargetConfig,
  treeConfigs,
} from './config'
export type { Crate, CrateDependency, CrateId, CrateTarget, DependencyKind, DependencySource } from './crate'
export { type Contents, type CrateDirectory, crateContents, isOfCrate, namesTexts } from './crate-contents'
export { CrateGraph, type CrateGraphContents } from './crate-graph'
export type { Diagnostic } from './diagnostic'
export { type Edge, type EdgeKind, leadsToCrate } from './edge'
export {
  type CompiledPackage,
  compiledPackages,
  type Platform,
  type PlatformTriple,
  platformOf,
  type ResolvedWorkspace,
} from './features'
export { findManifests, type ManifestPaths } from './find-manifests'
export { IgnoreRules } from './glob/ignore-rules'
export { minimatchGlob } from './glob/minimatch-glob'
export { type GraphReport, graphReport, type ReportedCrate, type ReportedDependency } from './graph-report'
export { packageOfSpecifier } from './imports/package-of-specifier'
export { type KeyInput, NO_SETTINGS, type TaskSettings } from './key'
export { conventionalPaths } from './key/conventional-files'
export { gitIgnore } from './key/git-ignore'
export { type NamedFrom, namedPaths } from './key/named-paths'
export { pathPattern, patternBase } from './key/path-pattern'
export type { RustFacts } from './key/rust-facts'
export { pathStrings, scanRust } from './key/scan-rust'
export {
  type CargoLock,
  compareVersions,
  type LockedClosureOptions,
  type LockedManifest,
  type LockedManifestDependency,
  type LockedManifestPlaces,
  type LockedManifests,
  type LockedPackage,
  type LockedPackageId,
  type LockVersion,
  lockedClosure,
  type PruneLockOptions,
  parseLock,
  printLock,
  pruneLock,
  readLockedManifests,
} from './lock'
export { addMember } from './manifest/add-member'
export { crateNameFault } from './manifest/crate-name'
export { type ParsedManifest, parseManifest } from './manifest/parse-manifest'
export { DEEPEST_JSON, isDeepJson } from './npm/json-depth'
export { workspaceGlobs } from './npm/npm-workspace'
export { parsePackageLock } from './npm/package-lock'
export { type PackageManager, type PackageManagerName, packageManagerOf } from './npm/package-manager'
export {
  type PackageManifest,
  type ParsedPackageManifest,
  parseTypeScriptPackage,
} from './npm/package-manifest'
export { matchesGlobs, parsePnpmWorkspace } from './npm/workspace-globs'
export type { SourceImport } from './package-edges'
export {
  lockOf,
  type PrunedWorkspace,
  type PruneOptions,
  pruneWorkspace,
  type RootManifestRewriter,
  rewriteRootManifest,
  type WorkspacePart,
  workspacePruner,
} from './prune'
export { readSourceTree } from './read-source-tree'
export { readStamp } from './read-stamp'
export type { CrateRead } from './reads/crate-reads'
export { tauriConfigsOf } from './reads/tauri-config'
export { type Answer, RecordedTree, stillAnswers } from './recorded-tree'
export { ancestorsOf, childPath, isWithin, normalizePath, parentDir, resolvePath } from './repository-path'
export { crateBuilds } from './scripts/crate-builds'
export { sourceImports } from './source-imports'
export type { EntryKind, SourceTree } from './source-tree'
export {
  type CachedKind,
  CRATE_TASK_KINDS,
  type CrateTaskKind,
  canHaveTarget,
  type DependencyCheckKind,
  defaultProfile,
  type LeavingKind,
  leavesFiles,
  NIX_KINDS,
  type NixKind,
  type RunKind,
  TARGET_KINDS,
  TARGETS,
  TASK_KINDS,
  type TargetKind,
  type TaskKind,
  taskKindsOf,
} from './target-kinds'
export { isTestData } from './test-data'
export {
  chooseToolchain,
  type FileInDirectory,
  type FoundToolchainFile,
  parseToolchainFile,
  type RustToolchain,
  type Rustup,
  readToolchainFiles,
  type ToolchainChoice,
  type ToolchainChooser,
  toolchainFor,
} from './toolchain'
export type { TypeScriptPackage } from './typescript-package'
export { unreadableFiles } from './unreadable-files'
export { lockedBindgenVersion } from './wasm/locked-bindgen'
export { SNIPPETS_MANIFEST } from './wasm/package-json'
export {
  directoryOfGlue,
  type GluePlace,
  moduleFiles,
  WASM_GLUES,
  type WasmGlue,
} from './wasm/package-layout'
export {
  type PackageAround,
  planWasmPackage,
  type WasmPackageOptions,
  type WasmPackagePlan,
} from './wasm/plan-wasm-package'
export {
  type CrateBinding,
  crateBinding,
  isWasmCrate,
  lacksDynamicLibrary,
  libraryName,
} from './wasm/wasm-crate'
export { NO_EVIDENCE, type WasmEvidence } from './wasm/wasm-evidence'
export { type WasmLayout, wasmLayout } from './wasm/wasm-layout'
export { WASM_OPT_FEATURES } from './wasm/wasm-opt-features'
export { type OutDirectory, type WasmPackage, wasmPackageOf } from './wasm/wasm-package'
export { DEFAULT_OUT_DIR, wasmIdentity } from './wasm/wasm-packages'
export { wasmProfile } from './wasm/wasm-profile'
export { buildWorkspaceGraph, type WorkspaceGraph, type WorkspaceGraphOptions } from './workspace-graph'
