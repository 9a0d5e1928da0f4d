import { join } from 'node:path'
import type { Crate, KeyInput, TaskKind } from '@nx-crane/cargo'
import { computeKeys, taskKindsOf } from '@nx-crane/cargo/cli'
import { BUILD_ID } from '../build-id'
import type { Options } from '../infer/options'
import { projectNames } from '../infer/project-names'
import { readWorkspace } from '../infer/workspace'
import { CACHE_ROOT } from '../key-directory'
import { storePathKey } from './store-path-key'

/** The key of one target of one crate's project, or why it has none. */
export interface TargetKey {
  readonly project: string
  readonly target: string
  readonly key: string | null
  /** What went into the key, in order; empty unless it was to be explained. */
  readonly inputs: readonly KeyInput[]
  readonly error: string | null
}

export interface TargetKeysRequest {
  /** Absolute path of the Nx workspace. */
  readonly root: string
  /** Paths of all manifests of both languages, relative to the root. */
  readonly files: readonly string[]
  readonly options: Options
  /** Project names; all crates' projects when empty. */
  readonly projects: readonly string[]
  /** Whether to say what went into the keys. */
  readonly explain?: boolean
}

/** The keys under which the targets of crates are cached, sorted by project and target. */
export function targetKeys({
  root,
  files,
  options,
  projects,
  explain = false,
}: TargetKeysRequest): TargetKey[] {
  const workspace = readWorkspace(root, files)
  const names = projectNames(workspace.graph.crates, workspace.projectPackages)
  const nameOf = (crate: Crate) => names.get(crate.dir) ?? crate.name
  const crates = workspace.graph.crates.filter(
    (crate) => projects.length === 0 || projects.includes(nameOf(crate)),
  )
  const computed = computeKeys({
    root,
    memoDir: join(root, CACHE_ROOT),
    requests: crates.map((crate) => ({ crate: crate.id, kinds: taskKindsOf(crate) })),
    manifests: files.filter((file) => /(^|\/)Cargo\.toml$/.test(file)),
    code: BUILD_ID,
    explain,
  })
  const byCrateAndKind = new Map(computed.map((key) => [`${key.crate}\0${key.kind}`, key]))
  const found = crates.flatMap((crate) =>
    targetsOf(crate, workspace.wasmCrates.has(crate.id), options).flatMap(([target, kind]): TargetKey[] => {
      const key = byCrateAndKind.get(`${crate.id}\0${kind}`)
      if (!key) return []
      const base = { project: nameOf(crate), target }
      return key.error === null
        ? [{ ...base, key: storePathKey(key), inputs: key.inputs, error: null }]
        : [{ ...base, key: null, inputs: [], error: key.error.message }]
    }),
  )
  return found.sort((a, b) => (`${a.project}:${a.target}` < `${b.project}:${b.target}` ? -1 : 1))
}

/** Names of targets with the kind whose key they have: `build` of a wasm crate is its package. */
function targetsOf(crate: Crate, isWasm: boolean, options: Options): [target: string, kind: TaskKind][] {
  const kinds = taskKindsOf(crate).filter((kind) => kind !== 'wasm' || isWasm)
  return kinds.flatMap((kind): [string, TaskKind][] => {
    const settings = options.targets[kind]
    if (settings === false) return []
    return [[settings.name, kind === 'build' && isWasm ? 'wasm' : kind]]
  })
}
