import type { TargetConfiguration } from '@nx/devkit'
import type { Crate, WasmPackage } from '@nx-crane/cargo'
import { crateIdentity } from './crate-identity'
import { keyTarget } from './key-target'
import { EXECUTOR_OF, GROUP_EXECUTOR, type Options, type TargetInputs, type TargetKind } from './options'
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
  /** The targets that its project has without this plugin, by name. */
  taken(crate: Crate): Readonly<Record<string, string>>
  /** Whether nx.json replaces the dependencies of the targets of this name: then no key task runs before them. */
  losesKey(targetName: string, executor: string): boolean
}

type Targets = Record<string, TargetConfiguration>

/** The targets of a crate by name: what Cargo can do with it, each cached by the key of its kind. */
export function inferTargets(crate: Crate, context: CrateTargetsContext): Targets {
  const targets: Targets = {}
  const taken = context.taken(crate)
  const plan = { ...context, names: targetNames(context.options, taken) }
  for (const [kind, target] of plannedTargets(crate, plan)) {
    const name = plan.names[kind]
    if (name === false) continue
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
}

function plannedTargets(crate: Crate, context: Plan): [TargetKind, TargetConfiguration][] {
  const kinds = new Set(crate.crateTargets.flatMap((target) => target.kind))
  const planned: [TargetKind, TargetConfiguration][] = [
    [
      'key',
      keyTarget(crate, {
        options: context.options,
        stateDirectory: context.stateDirectory,
        wasmPackage: context.isWasm(crate) ? context.wasmPackage(crate) : null,
      }),
    ],
    ['build', context.isWasm(crate) ? wasmBuildTarget(crate, context) : buildTarget(crate, context)],
    ['test', cargoTarget(crate, 'test', context, { description: 'Runs the crate’s tests and doc tests.' })],
    ['lint', cargoTarget(crate, 'lint', context, { description: 'Runs clippy; a warning is a failure.' })],
    ['format', cargoTarget(crate, 'format', context, { description: 'Checks the formatting with rustfmt.' })],
    ['doc', docTarget(crate, context)],
  ]
  if (kinds.has('bin')) planned.push(['run', runTarget(crate, context.options)])
  if (kinds.has('bench')) planned.push(['bench', benchTarget(crate)])
  if (context.isWasm(crate)) planned.push(['wasm', wasmTarget(crate, context)])
  return planned
}

/**
 * Does not depend on the builds of other crates: Cargo compiles those itself, and leaves nothing of theirs. With each level
 * of dependencies Nx would stop to hash the next (a quarter of a second on 60 cached crates).
 */
function buildTarget(crate: Crate, context: Plan): TargetConfiguration {
  const target = cargoTarget(crate, 'build', context, {
    description: 'Builds the crate with Cargo; binaries and native libraries are copied to dist/cargo.',
    options: { profile: context.options.profile },
  })
  return {
    ...target,
    outputs: ['{projectRoot}/dist/cargo'],
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
    return { ...wasmTarget(crate, context), inputs: fileInputs(crate, build) }
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
    executor: 'nx-crane:wasm',
    cache: isWholeKnown(planned),
    dependsOn: [keyName(context)],
    inputs: inputsOf(crate, 'wasm', context),
    outputs: packageOutputs(crate, planned),
    options: { ...crateIdentity(crate), profile: 'release', package: planned },
    configurations: { dev: { profile: 'dev' } },
    metadata: {
      technologies: ['rust', 'webassembly'],
      description: 'Builds the WebAssembly package that TypeScript imports.',
    },
  }
}

function docTarget(crate: Crate, context: Plan): TargetConfiguration {
  const target = cargoTarget(crate, 'doc', context, {
    description: 'Builds the crate’s documentation into dist/doc.',
  })
  return { ...target, outputs: ['{projectRoot}/dist/doc'] }
}

function cargoTarget(
  crate: Crate,
  kind: 'build' | 'test' | 'lint' | 'format' | 'doc',
  context: Plan,
  target: { description: string; options?: Record<string, unknown> },
): TargetConfiguration {
  const testRunner = kind === 'test' ? { testRunner: context.options.testRunner } : {}
  return {
    executor: 'nx-crane:cargo',
    cache: true,
    dependsOn: [keyName(context)],
    inputs: inputsOf(crate, kind, context),
    options: { ...crateIdentity(crate), kind, ...testRunner, ...target.options },
    metadata: { technologies: ['rust'], description: target.description },
  }
}

/** The key as the only input; in a target that nx.json separates from its key task, files. */
function inputsOf(crate: Crate, kind: TargetKind, context: Plan): TargetInputs {
  const settings = context.options.targets[kind]
  const name = context.names[kind]
  const losesKey = name !== false && context.losesKey(name, EXECUTOR_OF[kind])
  return losesKey ? fileInputs(crate, settings) : keyInputs(crate, kind, settings)
}

function keyName({ names }: Plan): string {
  return names.key === false ? 'key' : names.key
}
