import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
import type { Edge, TypeScriptPackage } from '@nx-crane/graph'
import { textOf } from '../init/edit-json'
import { reachOfPackages } from './npm-reach'
import type { TargetInputs } from './options'
import { readsImports } from './package-readers'
import { namesExternals } from './script-inputs'

/** What a TypeScript package that reaches wasm crates needs in its targets. Names are Nx project names, sorted. */
export interface Wiring {
  readonly package: TypeScriptPackage
  /** What builds the crates whose package it uses, directly or through other TypeScript packages. */
  readonly builds: readonly PackageBuild[]
  /** Projects of the TypeScript packages it depends on, transitively. */
  readonly packages: readonly string[]
  /**
   * The npm packages that it, those packages and the root ask for, by their names in Nx's graph; null where these are not
   * known.
   */
  readonly externals: readonly string[] | null
  /** The packages of these crates by content. */
  readonly content: TargetInputs
  /**
   * Whether every crate it reaches is built by this plugin, which says where it leaves its package. A native addon is not, nor a
   * crate whose project builds it in a way of its own: then the crate's sources are what tells that it changed.
   */
  readonly onlyWasm: boolean
  readonly devServer: DevServer
}

/** The target of some projects that leaves the package of their crate. */
export interface PackageBuild {
  readonly projects: readonly string[]
  readonly target: string
}

/** What the package's dev server builds by itself. */
export interface DevServer {
  /** It has the Vite plugin, which builds crates. */
  readonly buildsCrates: boolean
  /** All TypeScript packages it uses have an entry for development: their sources. */
  readonly readsSources: boolean
}

export interface WiringContext {
  readonly edges: readonly Edge[]
  /** The Nx project of a manifest. */
  projectName(manifest: string): string | undefined
  /** What builds the crate, undefined where nothing does. */
  buildOf(manifest: string): CrateBuild | undefined
  /** The packages of wasm crates by content. */
  content(crates: readonly string[]): TargetInputs
  /** Whether the package, or the root for all, depends on the Vite plugin. */
  hasVitePlugin(manifest: string): boolean
  hasDevelopmentEntry(manifest: string): boolean
  /** The npm packages that tasks of the packages with these manifests may use; null where they are not known. */
  externals(manifests: readonly string[]): readonly string[] | null
}

export interface CrateBuild {
  readonly project: string
  readonly target: string
  /** Whether it is a target of this plugin that leaves a WebAssembly package. */
  readonly leavesPackage: boolean
}

/** The packages that reach a crate by `npm`, `wasm` and `addon` edges, by directory. */
export function planWiring(
  packages: readonly TypeScriptPackage[],
  context: WiringContext,
): Map<string, Wiring> {
  const nameOf = new Map(packages.map(({ manifest }) => [manifest, context.projectName(manifest) ?? '']))
  const sorted = [...nameOf].sort(([, a], [, b]) => (a < b ? -1 : 1)).map(([manifest]) => manifest)
  const reached = reachOfPackages(sorted, context.edges)
  const wirings = new Map<string, Wiring>()
  for (const npmPackage of packages) {
    const reach = reached.get(npmPackage.manifest)
    if (!reach) continue
    wirings.set(npmPackage.dir, {
      package: npmPackage,
      builds: groupByTarget(reach.crates.flatMap((crate) => context.buildOf(crate) ?? [])),
      packages: reach.packages.map((manifest) => nameOf.get(manifest) ?? '').filter((name) => name !== ''),
      externals: context.externals([npmPackage.manifest, ...reach.packages]),
      content: context.content(reach.crates),
      onlyWasm:
        !reach.buildsByScript &&
        reach.crates.every((crate) => context.buildOf(crate)?.leavesPackage === true),
      devServer: {
        buildsCrates: context.hasVitePlugin(npmPackage.manifest),
        readsSources: reach.packages.every((manifest) => context.hasDevelopmentEntry(manifest)),
      },
    })
  }
  return wirings
}

function groupByTarget(builds: readonly CrateBuild[]): PackageBuild[] {
  const projects = new Map<string, string[]>()
  for (const { project, target } of builds) projects.set(target, [...(projects.get(target) ?? []), project])
  return [...projects].map(([target, names]) => ({ projects: names, target }))
}

/**
 * What is merged into the targets that Nx makes of a package's scripts: the wasm packages are built before it, and where
 * it is cached, it is cached by their content. The crates' sources are not among its inputs: the same bytes are a hit.
 */
export function scriptTargets(
  wiring: Wiring & {
    readonly scripts: readonly string[]
    /** The inputs of a script as they would be without wasm packages; null for one that is not cached. */
    inputsOf(script: string): TargetInputs | null
  },
): Record<string, TargetConfiguration> {
  const readers = wiring.scripts.filter((script) =>
    readsImports(script, wiring.package.scripts[script] ?? '', wiring.package.dir),
  )
  return Object.fromEntries(
    readers.map((script) => {
      const inputs = wiring.onlyWasm ? wiring.inputsOf(script) : null
      return [
        script,
        {
          dependsOn: scriptDependencies(script, wiring),
          ...(inputs === null ? {} : { inputs: wiredInputs(inputs, wiring) }),
        },
      ]
    }),
  )
}

function dependenciesOn({ builds }: Wiring): NonNullable<TargetConfiguration['dependsOn']> {
  return builds.map(({ projects, target }) => ({ projects: [...projects], target }))
}

/** What a dev server builds by itself would be built twice, here too. */
function scriptDependencies(script: string, wiring: Wiring): NonNullable<TargetConfiguration['dependsOn']> {
  const { buildsCrates, readsSources } = wiring.devServer
  if (buildsCrates && startsVite(wiring.package.scripts[script] ?? '')) return readsSources ? [] : ['^build']
  return script === 'build' ? ['^build', ...dependenciesOn(wiring)] : dependenciesOn(wiring)
}

/**
 * The same for targets that another plugin, composed in ours, has inferred. Those with the name of a script are left
 * out: Nx runs the script instead, and what is merged into it must not be lost to another executor in between.
 */
export function wireProject(
  project: Partial<ProjectConfiguration>,
  wiring: Wiring & { readonly scripts: readonly string[] },
): Partial<ProjectConfiguration> {
  const inferred = Object.entries(project.targets ?? {}).filter(([name]) => !wiring.scripts.includes(name))
  const targets = inferred.map(([name, target]) => [name, wireTarget(target, wiring)] as const)
  return { ...project, targets: Object.fromEntries(targets) }
}

/**
 * Where the plugin does not say what a target waits for, as Vite's and vitest's do not for their checks, it waits for what its
 * package imports: that is there only once it is built.
 */
function wireTarget(target: TargetConfiguration, wiring: Wiring): TargetConfiguration {
  const { buildsCrates, readsSources } = wiring.devServer
  if (buildsCrates && isDevServer(target)) {
    // What it builds by itself would be built twice, and the page would wait for the slower one.
    return { ...target, dependsOn: readsSources ? [] : (target.dependsOn ?? ['^build']) }
  }
  return {
    ...target,
    dependsOn: [...(target.dependsOn ?? ['^build']), ...dependenciesOn(wiring)],
    ...(wiring.onlyWasm && target.inputs ? { inputs: wiredInputs(target.inputs, wiring) } : {}),
  }
}

function isDevServer({ continuous, command, options }: TargetConfiguration): boolean {
  return continuous === true && startsVite(textOf(options?.command ?? command ?? ''))
}

/** Whether a command line is Vite's dev server and nothing else. */
function startsVite(command: string): boolean {
  return /^vite(?: dev| serve)?(?: --?[\w-]+(?:[= ](?!-)[\w.:/-]+)?)*$/.test(command.trim())
}

/**
 * A named input `^name` means every dependency, crates too; here it becomes the TypeScript ones by name, and the crates'
 * packages by content. Files such as `^{projectRoot}/tsconfig.json` stay: crates have none that would change.
 */
function wiredInputs(inputs: TargetInputs, wiring: Wiring): TargetInputs {
  const own = inputs.flatMap((input): TargetInputs => {
    if (typeof input !== 'string' || !/^\^[^{]/.test(input)) return [input]
    return wiring.packages.length === 0 ? [] : [{ input: input.slice(1), projects: [...wiring.packages] }]
  })
  return [...own, ...externalInputs(inputs, wiring.externals), ...wiring.content]
}

/**
 * With `^name` go the npm packages that Nx finds along the edges of its graph, so they are named here. Where their names are
 * not known, either no input restricts them and all count, or a file that every package has makes Nx follow the edges.
 */
function externalInputs(inputs: TargetInputs, externals: readonly string[] | null): TargetInputs {
  if (externals !== null) return [{ externalDependencies: [...externals] }]
  return namesExternals(inputs) ? ['^{projectRoot}/package.json'] : []
}
