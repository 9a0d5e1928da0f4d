import type { CreateNodesResultArray, ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
import type { Crate } from '@nx-crane/cargo'
import type { Options } from './options'
import type { ReadBuild, ReadBuilds } from './read-builds'
import type { Workspace } from './workspace'

type Dependencies = NonNullable<TargetConfiguration['dependsOn']>

export interface ReadProjectsContext {
  readonly workspace: Workspace
  readonly builds: ReadBuilds
  /** Nx project names by directory. */
  readonly names: ReadonlyMap<string, string>
  readonly options: Options
}

/**
 * The project of a crate, its tasks waiting for the builds whose outputs they read: the key task is what waits, so that
 * the key of all others has the content of what is read; what has no key waits itself.
 */
export function waitForReads<T extends Pick<ProjectConfiguration, 'targets'>>(
  project: T,
  crate: Crate,
  context: ReadProjectsContext,
): T {
  const builds = context.builds.of(crate)
  if (builds.length === 0) return project
  const waits = dependenciesOn(builds, crate, { ...context, project })
  const targets = Object.entries(project.targets ?? {}).map(([name, target]) => {
    const isKey = target.executor === 'nx-crane:key'
    if (!isKey && target.executor !== 'nx-crane:cargo-run') return [name, target]
    const options = isKey ? { options: { ...target.options, readsOutputs: true } } : {}
    return [
      name,
      {
        ...target,
        ...options,
        ...(waits.length > 0 ? { dependsOn: [...(target.dependsOn ?? []), ...waits] } : {}),
      },
    ]
  })
  return { ...project, targets: Object.fromEntries(targets) }
}

/** By target, which a crate's build has in the name that options give it. Nx takes a target that is not there for nothing. */
function dependenciesOn(
  builds: readonly ReadBuild[],
  crate: Crate,
  context: ReadProjectsContext & { readonly project: Pick<ProjectConfiguration, 'targets'> },
): Dependencies {
  const byTarget = new Map<string, Set<string>>()
  for (const { project, script } of builds) {
    const target = targetOf(project, script, context)
    const name = context.names.get(project)
    if (target === null || name === undefined) continue
    // A script beside the manifest; where that is one of the crate's own tasks it would wait for itself.
    if (project === crate.dir && context.project.targets?.[target] !== undefined) continue
    byTarget.set(target, (byTarget.get(target) ?? new Set()).add(selectorOf(project, name)))
  }
  return [...byTarget].map(([target, projects]) => ({ target, projects: [...projects] }))
}

/** By directory, since a project.json or another plugin may name the project anew; Nx takes it for a pattern. */
function selectorOf(dir: string, name: string): string {
  return /^[\w@/.-]*$/.test(dir) ? `directory:${dir || '.'}` : name
}

function targetOf(dir: string, script: string, { workspace, options }: ReadProjectsContext): string | null {
  const npmPackage = workspace.projectPackageAt(dir)
  if (npmPackage?.scripts[script] !== undefined || !workspace.isCrateDir(dir)) return script
  const { build } = options.targets
  return build === false ? null : build.name
}

/**
 * Nx makes no project of a root package without the field `nx`. Where a crate shows what a script of it makes, as programs
 * of Tauri do, it is one, with that script.
 */
export function readRootNode({ workspace, builds, names }: ReadProjectsContext): CreateNodesResultArray {
  const root = workspace.projectPackageAt('')
  if (root === undefined || workspace.isCrateDir('') || hasNxField(workspace)) return []
  const scripts = new Set(
    workspace.graph.crates.flatMap((crate) =>
      builds.of(crate).flatMap(({ project, script }) => (project === '' ? [script] : [])),
    ),
  )
  const targets = [...scripts]
    .filter((script) => root.scripts[script] !== undefined)
    .map((script) => [script, { executor: 'nx:run-script', options: { script } }])
  if (targets.length === 0) return []
  const project = { name: names.get('') ?? root.name, root: '.', targets: Object.fromEntries(targets) }
  return [[root.manifest, { projects: { '.': project } }]]
}

function hasNxField({ tree }: Workspace): boolean {
  try {
    return Object.hasOwn(JSON.parse(tree.read('package.json') ?? '{}') as object, 'nx')
  } catch {
    return false
  }
}
