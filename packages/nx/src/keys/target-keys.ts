import { join } from 'node:path'
import { seeThrough, stateDirectory } from '@nx-crane/files'
import { type Crate, type TaskKind, taskKindsOf, type WasmPackage } from '@nx-crane/graph'
import type { KeyNodes } from '@nx-crane/keys'
import { computeKeys } from '@nx-crane/keys/cli'
import { BUILD_ID } from '../build-id'
import { envInputs } from '../dotenv/env-inputs'
import { TaskEnvironment } from '../dotenv/task-environment'
import type { Options } from '../infer/options'
import { printDiagnostic } from '../infer/print-diagnostic'
import { readBuilds } from '../infer/read-builds'
import { targetNames } from '../infer/target-names'
import { packageOfCrate } from '../infer/wasm-package'
import { readWorkspace, type Workspace } from '../infer/workspace'
import type { RepositoryState } from '../revision/repository-state'
import { nixKeys } from './nix-target-keys'
import { storePathKey } from './store-path-key'
import type { KeyedTarget, TargetKey } from './target-key'

export type { TargetKey } from './target-key'

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
  /** Told what the keys are made from. */
  readonly nodes?: KeyNodes
  readonly env?: NodeJS.ProcessEnv
  /** What is looked at; the working tree when left out. */
  readonly state?: RepositoryState
  /** What was read of that state, where somebody has read it. */
  readonly workspace?: Workspace
}

/** The keys under which the targets of crates are cached, sorted by project and target. */
export async function targetKeys(request: TargetKeysRequest): Promise<TargetKey[]> {
  const { state, root } = request
  const look = <T>(found: () => T): T => seeThrough(state?.view ?? null, found)
  const planned = look(() => plannedTargets(request))
  const { keyed } = planned
  const byNix = await nixKeys(
    keyed.filter((target) => planned.isOfFlake(target)),
    { ...request, checkout: () => state?.checkout() ?? root, look },
  )
  const byCargo = look(() =>
    cargoKeys(planned, { ...request, targets: keyed.filter((target) => !byNix.has(target)) }),
  )
  const found = keyed.flatMap((target) => byNix.get(target) ?? byCargo.get(target) ?? [])
  return [...found, ...planned.faulty].sort((a, b) =>
    `${a.project}:${a.target}` < `${b.project}:${b.target}` ? -1 : 1,
  )
}

interface PlannedTargets {
  readonly crates: readonly Crate[]
  readonly keyed: readonly KeyedTarget[]
  readonly faulty: readonly TargetKey[]
  packageOf(crate: Crate): WasmPackage | undefined
  /** What a crate runs on its written package is not the flake's, nor what another task leaves for it. */
  isOfFlake(target: KeyedTarget): boolean
}

function plannedTargets({
  root,
  files,
  options,
  projects,
  workspace = readWorkspace(root, files, options),
}: TargetKeysRequest): PlannedTargets {
  const nameOf = (crate: Crate) => workspace.names.get(crate.dir) ?? crate.name
  const isAsked = (project: string) => projects.length === 0 || projects.includes(project)
  const crates = workspace.crates.filter((crate) => isAsked(nameOf(crate)))
  const packageOf = (crate: Crate) =>
    workspace.wasmCrates.has(crate.id) ? packageOfCrate(crate, workspace, options) : undefined
  const builds = readBuilds(workspace)
  return {
    crates,
    packageOf,
    keyed: crates.flatMap((crate) =>
      targetsOf(crate, workspace, options).map(
        ([target, kind]): KeyedTarget => ({ crate, project: nameOf(crate), target, kind }),
      ),
    ),
    faulty: faultyKeys(workspace, options).filter(({ project }) => isAsked(project)),
    isOfFlake: ({ crate, kind }) =>
      builds.of(crate).length === 0 && (kind !== 'wasm' || (packageOf(crate)?.post ?? null) === null),
  }
}

/** Of a manifest that could not become a crate: the targets that its project keeps have no keys, for the same reason. */
function faultyKeys(workspace: Workspace, options: Options): TargetKey[] {
  return [...workspace.faults].flatMap(([dir, diagnostics]) => {
    if (diagnostics.every(({ code }) => code === 'NOT_A_MEMBER')) return []
    const name = targetNames(options, workspace.nxProjectAt(dir)?.targets ?? {}).build
    const error = diagnostics.map(printDiagnostic).join('\n')
    const project = workspace.names.get(dir) ?? dir
    return name === false
      ? []
      : [{ project, target: name, crate: null, kind: 'build', key: null, digest: null, inputs: [], error }]
  })
}

function cargoKeys(
  { crates, packageOf }: PlannedTargets,
  {
    root,
    files,
    explain = false,
    nodes,
    targets: keyed,
    env = process.env,
    state,
  }: TargetKeysRequest & { readonly targets: readonly KeyedTarget[] },
): Map<KeyedTarget, TargetKey> {
  if (keyed.length === 0) return new Map()
  const environments = new TaskEnvironment(root, env)
  const keyedOf = new Map<Crate, KeyedTarget[]>()
  if (env.NX_LOAD_DOT_ENV_FILES !== 'false') {
    for (const each of keyed) {
      const own = keyedOf.get(each.crate)
      if (own) own.push(each)
      else keyedOf.set(each.crate, [each])
    }
  }
  const environmentOf = (crate: Crate) => {
    const own = keyedOf.get(crate) ?? []
    const targets = own.map(({ kind, target }) => ({ kind, target, projectRoot: crate.dir }))
    return { environment: envInputs(targets, environments) }
  }
  const computed = computeKeys({
    root,
    memoDir: join(root, stateDirectory(root)),
    requests: crates.map((crate) => ({
      crate: crate.id,
      kinds: taskKindsOf(crate),
      ...requestedPackage(packageOf(crate)),
      ...environmentOf(crate),
    })),
    manifests: files.filter((file) => /(^|\/)Cargo\.toml$/.test(file)),
    // What is put together to be said is kept by nobody: all of it is needed, and not what has changed.
    code: nodes ? null : BUILD_ID,
    ...(nodes ? { nodes } : {}),
    explain,
    keeps: !state?.view,
    environment: { ...NX_ENVIRONMENT, ...env },
  })
  const byCrateAndKind = new Map(computed.map((key) => [`${key.crate}\0${key.kind}`, key]))
  return new Map(
    keyed.flatMap((keyedTarget): [KeyedTarget, TargetKey][] => {
      const { crate, project, target, kind } = keyedTarget
      const key = byCrateAndKind.get(`${crate.id}\0${kind}`)
      if (!key) return []
      const own =
        key.error === null
          ? { key: storePathKey(key), digest: key.digest, inputs: key.inputs, error: null }
          : { key: null, digest: null, inputs: [], error: key.error.message }
      return [[keyedTarget, { project, target, crate: crate.id, kind, ...own }]]
    }),
  )
}

/** What Nx gives the processes of tasks that its own environment does not have. */
const NX_ENVIRONMENT = { FORCE_COLOR: 'true' }

function requestedPackage(planned: WasmPackage | undefined): { package?: WasmPackage } {
  return planned ? { package: planned } : {}
}

/**
 * Names of targets with the kind whose key they have: `build` of a wasm crate is its package. What other plugins in nx.json
 * infer is not known here.
 */
function targetsOf(crate: Crate, workspace: Workspace, options: Options): [target: string, kind: TaskKind][] {
  const isWasm = workspace.wasmCrates.has(crate.id)
  const kinds = taskKindsOf(crate).filter((kind) => kind !== 'wasm' || isWasm)
  const names = targetNames(options, workspace.nxProjectAt(crate.dir)?.targets ?? {})
  return kinds.flatMap((kind): [string, TaskKind][] => {
    const name = names[kind]
    return name === false ? [] : [[name, kind === 'build' && isWasm ? 'wasm' : kind]]
  })
}
