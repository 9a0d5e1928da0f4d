import type { ProjectConfiguration, TargetConfiguration } from '@nx/devkit'
import type { Crate } from '@nx-crane/graph'
import type { Options } from './options'
import type { ReadBuild, ReadBuilds } from './read-builds'
import type { Workspace } from './workspace'

type Dependencies = NonNullable<TargetConfiguration['dependsOn']>

export interface ReadProjectsContext {
  readonly workspace: Workspace
  readonly builds: ReadBuilds
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
  const waiting =
    builds.length === 0
      ? project
      : waitFor(builds, withScripts(project, crate, context), { ...context, crate })
  const sources = context.builds.ofSources(crate)
  return sources.length === 0 ? waiting : buildAfter(sources, waiting, { ...context, crate })
}

/** The program comes after the project whose sources are in it, as people expect of something that it depends on. */
function buildAfter<T extends Pick<ProjectConfiguration, 'targets'>>(
  builds: readonly ReadBuild[],
  project: T,
  context: ReadProjectsContext & { readonly crate: Crate },
): T {
  const waits = dependenciesOn(builds, context.crate, { ...context, project })
  const targets = Object.entries(project.targets ?? {}).map(([name, target]) => {
    const isBuild = target.executor === 'nx-crane:wasm' || target.options?.kind === 'build'
    return [name, isBuild ? { ...target, dependsOn: [...(target.dependsOn ?? []), ...waits] } : target]
  })
  return { ...project, targets: Object.fromEntries(targets) }
}

/** Scripts beside the manifest that are waited for and that Nx makes no targets of. */
function withScripts<T extends Pick<ProjectConfiguration, 'targets'>>(
  project: T,
  crate: Crate,
  { builds, workspace }: ReadProjectsContext,
): T {
  const beside = workspace.packages.find(({ dir }) => dir === crate.dir)
  if (beside === undefined || workspace.projectPackageAt(crate.dir) !== undefined) return project
  const scripts = builds
    .of(crate)
    .filter(({ project: dir, script }) => dir === crate.dir && beside.scripts[script] !== undefined)
    .map(({ script }) => [script, { executor: 'nx:run-script', options: { script } }])
  return { ...project, targets: { ...Object.fromEntries(scripts), ...project.targets } }
}

function waitFor<T extends Pick<ProjectConfiguration, 'targets'>>(
  builds: readonly ReadBuild[],
  project: T,
  context: ReadProjectsContext & { readonly crate: Crate },
): T {
  const waits = dependenciesOn(builds, context.crate, { ...context, project })
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
    const name = context.workspace.names.get(project)
    if (target === null || name === undefined) continue
    // A script beside the manifest; where its name is that of one of the crate's own tasks that would wait for itself.
    if (project === crate.dir && isOurs(context.project.targets?.[target])) continue
    byTarget.set(target, (byTarget.get(target) ?? new Set()).add(selectorOf(project, name)))
  }
  return [...byTarget].map(([target, projects]) => ({ target, projects: [...projects] }))
}

function isOurs(target: TargetConfiguration | undefined): boolean {
  return target?.executor?.startsWith('nx-crane:') === true
}

/** By directory, since a project.json or another plugin may name the project anew; Nx takes it for a pattern. */
function selectorOf(dir: string, name: string): string {
  return /^[\w@/.-]*$/.test(dir) ? `directory:${dir || '.'}` : name
}

function targetOf(dir: string, script: string, { workspace, options }: ReadProjectsContext): string | null {
  const npmPackage = workspace.packages.find((each) => each.dir === dir)
  if (npmPackage?.scripts[script] !== undefined || !workspace.isCrateDir(dir)) return script
  const { build } = options.targets
  return build === false ? null : build.name
}
