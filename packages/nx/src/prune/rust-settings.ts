import {
  ancestorsOf,
  type Crate,
  childPath,
  configBase,
  isFile,
  isWithin,
  type PrunedWorkspace,
  parentDir,
  pruneConfig,
  type SourceTree,
  scopeOf,
  TASK_KINDS,
  TOOLCHAIN_FILES,
} from '@nx-crane/graph'
import { filesOfConfiguration } from '@nx-crane/keys'
import { DENY_FILES } from '../infer/deny-configs'
import { isVendoredAndUnused } from './vendored-crates'

/** What of a repository decides how its crates are compiled, linted and formatted. */
export interface RustSettings {
  /** To be copied. */
  readonly copied: readonly string[]
  /** The same, even if Git ignores them: what a vendored crate has is in its checksum. */
  readonly vendored: readonly string[]
  /** What takes the place of files of Cargo's configuration. */
  readonly configs: ReadonlyMap<string, string>
  /** Of all these, what dependencies are compiled with. */
  readonly ofDependencies: ReadonlySet<string>
}

export function rustSettings(
  tree: SourceTree,
  { crates, pruned }: { readonly crates: readonly Crate[]; readonly pruned: PrunedWorkspace },
): RustSettings {
  const dirs = crates.flatMap(({ dir, workspace }) => [dir, parentDir(workspace)])
  const configuration = filesOfConfiguration(tree, new Set(dirs))
  const locked = pruned.locks.flatMap(({ packages }) => packages)
  const isVendored = (path: string) => configuration.sources.some((dir) => isWithin(dir, path))
  const crateDirs = new Set(crates.map(({ dir }) => dir))
  const configs = configuration.configs.map((path): [string, string] => {
    return [path, pruneConfig(tree.read(path) ?? '', configBase({ path }), { locked, crateDirs })]
  })
  const vendored = configuration.named
    .filter(isVendored)
    .filter((path) => !isVendoredAndUnused(path, { tree, locked, directories: configuration.sources }))
  const named = configuration.named.filter((path) => !isVendored(path))
  const toolchains = toolFiles(tree, dirs, TOOLCHAIN_FILES)
  // rustfmt begins at the root file of each target.
  const targetDirs = crates.flatMap(({ crateTargets }) =>
    crateTargets.map((target) => parentDir(target.path)),
  )
  return {
    copied: [...named, ...toolchains, ...toolFiles(tree, [...dirs, ...targetDirs], TOOL_FILES)],
    vendored,
    configs: new Map(configs),
    ofDependencies: new Set([...named, ...vendored, ...toolchains, ...configuration.configs]),
  }
}

/** Those of clippy and rustfmt, of cargo-deny, cargo-audit and cargo-nextest, and of Git. */
const TOOL_FILES = [
  ...new Set(TASK_KINDS.flatMap((kind) => scopeOf(kind).toolFiles)),
  ...DENY_FILES,
  ...['.config/nextest.toml', '.cargo/audit.toml', '.gitignore'],
]

/** Tools look for them in the directories of crates and in those above. */
function toolFiles(tree: SourceTree, dirs: readonly string[], names: readonly string[]): string[] {
  const around = new Set(dirs.flatMap((dir) => [dir, ...ancestorsOf(dir)]))
  return [...around].flatMap((dir) =>
    names.map((name) => childPath(dir, name)).filter((path) => isFile(tree, path)),
  )
}
