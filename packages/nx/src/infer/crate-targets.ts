import type { TargetConfiguration } from '@nx/devkit'
import {
  type Crate,
  type CrateTaskKind,
  canHaveTarget,
  TARGET_KINDS,
  TARGETS,
  type TargetKind,
  type TaskKind,
  type WasmPackage,
} from '@nx-crane/graph'
import { crateIdentity } from './crate-identity'
import { dependencyTarget, type PlannedCheck } from './dependency-checks'
import { keyTarget } from './key-target'
import { executorOf, GROUP_EXECUTOR, type Options, type TargetInputs } from './options'
import { requireKey } from './require-key'
import { benchTarget, furtherBinaries, runTarget } from './run-targets'
import { fileInputs, keyInputs } from './target-inputs'
import { freeTargetName, type TargetNames, targetNames } from './target-names'
import { isWholeKnown, packageOutputs } from './wasm-package'

/** What the targets of one crate need to know of the rest of the repository. */
export interface CrateTargetsContext {
  readonly options: Options
  /** Relative to the Nx workspace. */
  readonly stateDirectory: string
  isWasm(crate: Crate): boolean
  /** The package of a wasm crate. */
  wasmPackage(crate: Crate): WasmPackage
  /** What can be looked at from a directory, by what lies there. */
  checksAt(dir: string): readonly PlannedCheck[]
  /** The targets that the project in a directory has without this plugin, by name. */
  takenAt(dir: string): Readonly<Record<string, string>>
  /** What may decide on the keys of a crate, as inputs. */
  filesOf(crate: Crate): TargetInputs
  /** Whether nx.json replaces the dependencies of the targets of this name: then no key task runs before them. */
  losesKey(targetName: string, executor: string): boolean
}

type Targets = Record<string, TargetConfiguration>

/** The targets of a crate by name: what Cargo can do with it, each cached by the key of its kind. */
export function inferTargets(crate: Crate, context: CrateTargetsContext): Targets {
  const targets: Targets = {}
  const taken = context.takenAt(crate.dir)
  const plan = { ...context, names: targetNames(context.options, taken), checks: context.checksAt(crate.dir) }
  for (const kind of TARGET_KINDS) {
    const name = plan.names[kind]
    const target = name === false ? null : plannedTarget(crate, kind, plan)
    if (name === false || target === null) continue
    requireKey(target, { name, crate, keyName: keyName(plan) })
    targets[name] = target
    if (kind !== 'run') continue
    for (const [further, run] of Object.entries(furtherBinaries(crate, name, target))) {
      targets[freeTargetName(further, taken)] = run
    }
  }
  return targets
}

interface Plan extends CrateTargetsContext {
  readonly names: TargetNames
  readonly checks: readonly PlannedCheck[]
}

/** Null for what the crate does not have. */
function plannedTarget(crate: Crate, kind: TargetKind, context: Plan): TargetConfiguration | null {
  const check = context.checks.find((each) => each.kind === kind)
  if (check) return dependencyTarget(check)
  const isThere = kind === 'wasm' ? context.isWasm(crate) : canHaveTarget(crate, kind)
  if (!isThere) return null
  switch (kind) {
    case 'key':
      return keyTarget(crate, {
        options: context.options,
        stateDirectory: context.stateDirectory,
        inputs: context.filesOf(crate),
        wasmPackage: context.isWasm(crate) ? context.wasmPackage(crate) : null,
      })
    case 'build':
      return context.isWasm(crate) ? wasmBuildTarget(crate, context) : buildTarget(crate, context)
    case 'test':
      return cargoTarget(crate, kind, context, { testRunner: context.options.testRunner })
    case 'run':
      return runTarget(crate, context.options)
    case 'bench':
      // It reads no key and is never cached: these select it.
      return { ...benchTarget(crate), inputs: context.filesOf(crate) }
    case 'wasm':
      return wasmTarget(crate, context)
    case 'audit':
    case 'deny':
      return null
    default:
      return cargoTarget(crate, kind, context)
  }
}

/**
 * Does not depend on the builds of other crates: Cargo compiles those itself, and leaves nothing of theirs. With each level
 * of dependencies Nx would stop to hash the next (a quarter of a second on 60 cached crates).
 */
function buildTarget(crate: Crate, context: Plan): TargetConfiguration {
  return {
    ...cargoTarget(crate, 'build', context, { profile: context.options.profile }),
    configurations: { release: { profile: 'release' } },
  }
}

/** `build` of a wasm crate is its package, so that the `^build` which TypeScript builds have gives them what they import. */
function wasmBuildTarget(crate: Crate, context: Plan): TargetConfiguration {
  const { build } = context.options.targets
  const { names } = context
  if (names.wasm === false) return buildTarget(crate, context)
  if (names.build !== false && context.losesKey(names.build, GROUP_EXECUTOR)) {
    // nx.json replaces what it depends on, so that the package has to be built by this target itself.
    return { ...wasmTarget(crate, context), inputs: fileInputs(crate, context.filesOf(crate), build) }
  }
  return {
    executor: GROUP_EXECUTOR,
    cache: isWholeKnown(context.wasmPackage(crate)),
    dependsOn: [keyName(context), names.wasm],
    inputs: keyInputs(crate, 'wasm', build),
    metadata: {
      technologies: ['rust', 'webassembly'],
      description: `Builds the crate’s WebAssembly package (the ${names.wasm} target).`,
    },
  }
}

function wasmTarget(crate: Crate, context: Plan): TargetConfiguration {
  const planned = context.wasmPackage(crate)
  return {
    executor: executorOf('wasm'),
    cache: isWholeKnown(planned),
    dependsOn: [keyName(context)],
    inputs: inputsOf(crate, 'wasm', context),
    outputs: packageOutputs(crate, planned),
    options: { ...crateIdentity(crate), profile: 'release', package: planned, ...observation(context) },
    configurations: { dev: { profile: 'dev' } },
    metadata: { technologies: ['rust', 'webassembly'], description: TARGETS.wasm.description },
  }
}

function cargoTarget(
  crate: Crate,
  kind: CrateTaskKind,
  context: Plan,
  options: Readonly<Record<string, unknown>> = {},
): TargetConfiguration {
  const { cached, description, leaves } = TARGETS[kind]
  return {
    executor: executorOf(kind),
    cache: cached,
    dependsOn: [keyName(context)],
    inputs: inputsOf(crate, kind, context),
    ...(leaves === null ? {} : { outputs: [`{projectRoot}/${leaves}`] }),
    options: {
      ...crateIdentity(crate),
      kind,
      ...options,
      ...(kind === 'format' ? {} : observation(context)),
    },
    metadata: { technologies: ['rust'], description },
  }
}

/** Most targets say nothing of it. */
function observation({ options: { observe } }: Plan): { readonly observe?: false } {
  return observe ? {} : { observe }
}

/** The key as the only input; in a target that nx.json separates from its key task, files. */
function inputsOf(crate: Crate, kind: TaskKind, context: Plan): TargetInputs {
  const settings = context.options.targets[kind]
  const name = context.names[kind]
  const losesKey = name !== false && context.losesKey(name, executorOf(kind))
  return losesKey ? fileInputs(crate, context.filesOf(crate), settings) : keyInputs(crate, kind, settings)
}

function keyName({ names }: Plan): string {
  return names.key === false ? 'key' : names.key
}
