import type { TargetConfiguration } from '@nx/devkit'
import type { Crate, WasmPackage } from '@nx-crane/cargo'
import { crateIdentity } from './crate-identity'
import { keyTarget } from './key-target'
import {
  GROUP_EXECUTOR,
  type Options,
  type TargetInputs,
  type TargetKind,
  type TargetOptions,
} from './options'
import { benchTarget, furtherBinaries, runTarget } from './run-targets'
import { fileInputs, keyInputs } from './target-inputs'
import { packageOutputs } from './wasm-package'

/** What the targets of one crate need to know of the rest of the repository. */
export interface CrateTargetsContext {
  readonly options: Options
  isWasm(crate: Crate): boolean
  /** The package of a wasm crate. */
  wasmPackage(crate: Crate): WasmPackage
  /** Scripts (name → command) of a package.json beside the manifest that Nx turns into targets; they win over ours of the same name. */
  scripts(crate: Crate): Readonly<Record<string, string>>
  /** Whether nx.json replaces the dependencies of the targets of this name: then no key task runs before them. */
  losesKey(targetName: string, executor: string): boolean
}

type Targets = Record<string, TargetConfiguration>

/** The targets of a crate by name: what Cargo can do with it, each cached by the key of its kind. */
export function crateTargets(crate: Crate, context: CrateTargetsContext): Targets {
  const targets: Targets = {}
  const scripts = context.scripts(crate)
  for (const [kind, target] of plannedTargets(crate, context)) {
    const settings = context.options.targets[kind]
    if (settings === false) continue
    const script = scripts[settings.name]
    if (script === undefined) targets[settings.name] = target
    else if (kind === 'build') targets[settings.name] = scriptBuildTarget(crate, script, context)
    if (kind === 'run') Object.assign(targets, furtherBinaries(crate, settings, target))
  }
  return targets
}

function plannedTargets(crate: Crate, context: CrateTargetsContext): [TargetKind, TargetConfiguration][] {
  const kinds = new Set(crate.crateTargets.flatMap((target) => target.kind))
  const planned: [TargetKind, TargetConfiguration][] = [
    [
      'key',
      keyTarget(crate, {
        options: context.options,
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
function buildTarget(crate: Crate, context: CrateTargetsContext): TargetConfiguration {
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
function wasmBuildTarget(crate: Crate, context: CrateTargetsContext): TargetConfiguration {
  const { build, wasm } = context.options.targets
  if (wasm === false) return buildTarget(crate, context)
  if (build !== false && context.losesKey(build.name, GROUP_EXECUTOR)) {
    // nx.json replaces what it depends on, so that the package has to be built by this target itself.
    return { ...wasmTarget(crate, context), inputs: fileInputs(crate, build) }
  }
  return {
    executor: GROUP_EXECUTOR,
    cache: true,
    dependsOn: [keyName(context), wasm.name],
    inputs: keyInputs(crate, 'wasm', build),
    metadata: {
      technologies: ['rust', 'webassembly'],
      description: `Builds the crate’s WebAssembly package (the ${wasm.name} target).`,
    },
  }
}

function wasmTarget(crate: Crate, context: CrateTargetsContext): TargetConfiguration {
  const planned = context.wasmPackage(crate)
  return {
    executor: 'nx-crane:wasm',
    cache: true,
    dependsOn: [keyName(context)],
    inputs: inputsOf(
      crate,
      'wasm',
      { settings: context.options.targets.wasm, executor: 'nx-crane:wasm' },
      context,
    ),
    outputs: packageOutputs(crate, planned),
    options: { ...crateIdentity(crate), profile: 'release', package: planned },
    configurations: { dev: { profile: 'dev' } },
    metadata: {
      technologies: ['rust', 'webassembly'],
      description: 'Builds the WebAssembly package that TypeScript imports.',
    },
  }
}

function docTarget(crate: Crate, context: CrateTargetsContext): TargetConfiguration {
  const target = cargoTarget(crate, 'doc', context, {
    description: 'Builds the crate’s documentation into dist/doc.',
  })
  return { ...target, outputs: ['{projectRoot}/dist/doc'] }
}

function cargoTarget(
  crate: Crate,
  kind: 'build' | 'test' | 'lint' | 'format' | 'doc',
  context: CrateTargetsContext,
  target: { description: string; options?: Record<string, unknown> },
): TargetConfiguration {
  const testRunner = kind === 'test' ? { testRunner: context.options.testRunner } : {}
  return {
    executor: 'nx-crane:cargo',
    cache: true,
    dependsOn: [keyName(context)],
    inputs: inputsOf(
      crate,
      kind,
      { settings: context.options.targets[kind], executor: 'nx-crane:cargo' },
      context,
    ),
    options: { ...crateIdentity(crate), kind, ...testRunner, ...target.options },
    metadata: { technologies: ['rust'], description: target.description },
  }
}

/** The key as the only input; in a target that nx.json separates from its key task, files. */
function inputsOf(
  crate: Crate,
  kind: string,
  target: { settings: TargetOptions | false; executor: string },
  context: CrateTargetsContext,
): TargetInputs {
  const { settings, executor } = target
  const losesKey = settings !== false && context.losesKey(settings.name, executor)
  return losesKey ? fileInputs(crate, settings) : keyInputs(crate, kind, settings)
}

/**
 * A `build` script in the package.json beside the manifest stays the command; ours adds the key it is cached by.
 * A target without an executor is merged with Nx's own for the script, one with another executor is replaced.
 * Only a plain `wasm-pack build` is known to read nothing but the crate; any other command keeps Nx's inputs as well.
 */
function scriptBuildTarget(crate: Crate, script: string, context: CrateTargetsContext): TargetConfiguration {
  const { build } = context.options.targets
  const isWasm = context.isWasm(crate)
  const losesKey = build !== false && context.losesKey(build.name, 'nx:run-script')
  const key = keyInputs(crate, isWasm ? 'wasm' : 'build', build)
  const readsOnlyTheCrate = isWasm && /^wasm-pack build( [\w@%+=:,./-]+)*$/.test(script)
  const exact: TargetInputs = readsOnlyTheCrate ? key : ['default', '^default', ...key.slice(0, 1)]
  return {
    cache: true,
    dependsOn: [keyName(context)],
    inputs: losesKey ? fileInputs(crate, build) : exact,
    ...(isWasm ? { outputs: packageOutputs(crate, context.wasmPackage(crate)) } : {}),
  }
}

function keyName(context: CrateTargetsContext): string {
  const settings = context.options.targets.key
  return settings === false ? 'key' : settings.name
}
