import type { NxJsonConfiguration, TargetConfiguration } from '@nx/devkit'
import type { NxGraph, NxProject } from './nx-graph'
import { TRIVIAL_EXECUTOR } from './trivial-executor'

/** Named inputs as a sensible user of Nx writes them into nx.json. */
export const NAMED_INPUTS: NonNullable<NxJsonConfiguration['namedInputs']> = {
  default: ['{projectRoot}/**/*'],
  production: [
    'default',
    '!{projectRoot}/**/*.md',
    '!{projectRoot}/docs/**/*',
    '!{projectRoot}/tests/**/*',
    '!{projectRoot}/benches/**/*',
    '!{projectRoot}/examples/**/*',
    '!{projectRoot}/**/*.spec.ts',
  ],
  cargoWorkspace: [
    '{workspaceRoot}/Cargo.toml',
    '{workspaceRoot}/Cargo.lock',
    '{workspaceRoot}/rust-toolchain.toml',
  ],
  typescriptWorkspace: ['{workspaceRoot}/tsconfig.base.json'],
}

/**
 * The graph that nx-crane infers, with a trivial command in place of what compiles a crate, a wasm package or a
 * TypeScript package. Inputs, outputs and what a task waits for are as inferred.
 */
export function inferredTrivially(inferred: NxGraph): NxGraph {
  return mapProjects(inferred, (project, root) => {
    const targets = Object.entries(project.configuration.targets ?? {}).map(([name, target]) => [
      name,
      compiles(name, target)
        ? { ...target, ...trivialCommand(productOf(target), root), ...replacing(target) }
        : target,
    ])
    return {
      ...project,
      configuration: { ...project.configuration, targets: Object.fromEntries(targets) },
    }
  })
}

/**
 * The projects of plain Nx with the same builds: one `build` target each, written by hand with the inputs of
 * {@link NAMED_INPUTS}, and the edges that a build follows.
 *
 * @param found what plain Nx finds by itself
 */
export function handwrittenTrivially({
  inferred,
  found,
  crateDependencies,
}: {
  inferred: NxGraph
  found: NxGraph
  /** Names of the crates that those of some projects are compiled against, by directory. */
  crateDependencies: ReadonlyMap<string, readonly string[]>
}): NxGraph {
  return mapProjects(inferred, (project, root) => {
    const bare = found.projects.get(root)
    const { name = root, targets = {} } = project.configuration
    const compiled = targets.wasm ?? targets.build
    // A Cargo workspace that is no crate has checks, and nothing to build.
    const build = compiled ? { build: handwrittenBuild(productOf(compiled), root) } : {}
    return {
      configuration: { root, name, targets: { ...bare?.configuration.targets, ...build } },
      dependencies: [
        ...new Set([...(bare?.dependencies ?? []), ...(crateDependencies.get(root) ?? project.dependencies)]),
      ].sort(),
    }
  })
}

/** A graph without what targets say to people: Nx adds up what a plugin and a `project.json` say of one target. */
export function withoutMetadata(graph: NxGraph): NxGraph {
  return mapProjects(graph, (project) => {
    const targets = Object.entries(project.configuration.targets ?? {}).map(
      ([name, { metadata: _, ...target }]) => [name, target],
    )
    return {
      ...project,
      configuration: { ...project.configuration, targets: Object.fromEntries(targets) },
    }
  })
}

/** What a build leaves, below the directory of its project. */
type Product = 'crate' | 'wasm package' | 'TypeScript package'

/** Where nx-crane's outputs are, on both sides. */
const FILES: Readonly<Record<Product, readonly string[]>> = {
  crate: ['dist/cargo/built'],
  'wasm package': ['pkg/built.wasm'],
  'TypeScript package': ['dist/index.js', 'dist/index.d.ts'],
}

function mapProjects(graph: NxGraph, map: (project: NxProject, root: string) => NxProject): NxGraph {
  return {
    projects: new Map([...graph.projects].map(([root, project]) => [root, map(project, root)])),
  }
}

/** `build` of a wasm crate compiles nothing itself: it groups its target `wasm`. */
function compiles(name: string, target: TargetConfiguration): boolean {
  return name === 'wasm' || (name === 'build' && target.executor !== 'nx-crane:noop')
}

/** Of what nx-crane infers, the rest only adds to scripts. */
function replacing({ executor }: TargetConfiguration): { executor?: string } {
  return executor?.startsWith('nx-crane:') ? { executor: TRIVIAL_EXECUTOR } : {}
}

function productOf(target: TargetConfiguration): Product {
  if (target.executor === 'nx-crane:wasm') return 'wasm package'
  return target.executor === 'nx-crane:cargo' ? 'crate' : 'TypeScript package'
}

function trivialCommand(product: Product, root: string): Pick<TargetConfiguration, 'executor' | 'options'> {
  const files = FILES[product]
  const directory = files[0]?.replace(/\/[^/]*$/, '')
  const command = [`mkdir -p ${directory}`, ...files.map((file) => `echo built > ${file}`)].join(' && ')
  return { executor: 'nx:run-commands', options: { command, cwd: root } }
}

/** With the defaults that Nx completes it with. */
function handwrittenBuild(product: Product, root: string): TargetConfiguration {
  const shared = product === 'TypeScript package' ? 'typescriptWorkspace' : 'cargoWorkspace'
  return {
    ...trivialCommand(product, root),
    configurations: {},
    parallelism: true,
    cache: true,
    dependsOn: ['^build'],
    inputs: ['production', '^production', shared],
    outputs: [`{projectRoot}/${product === 'wasm package' ? 'pkg' : 'dist'}`],
  }
}

/** Defaults as a user has them who has Nx cache builds; the builds of crates are as nx-crane infers them. */
export const TARGET_DEFAULTS: NonNullable<NxJsonConfiguration['targetDefaults']> = {
  build: { cache: true, dependsOn: ['^build'] },
  'nx-crane:cargo': {},
  'nx-crane:noop': {},
}
