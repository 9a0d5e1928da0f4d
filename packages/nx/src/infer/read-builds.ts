import { type Crate, type EdgeKind, parentDir } from '@nx-crane/graph'
import { strongComponents } from './strong-components'
import type { Workspace } from './workspace'

/** A build that has to be over before a crate is compiled, since the crate reads what it leaves. */
export interface ReadBuild {
  /** Directory of the project. */
  readonly project: string
  readonly script: string
  /** Of what is read, one path. */
  readonly path: string
}

export interface ReadBuilds {
  /** What the builds of a crate wait for: what it, or a crate that it is compiled with, reads. Sorted. */
  of(crate: Crate): readonly ReadBuild[]
  /**
   * Builds of the projects whose sources the crate itself reads. Nothing it reads changes by them, so that only its own build
   * comes after them, and only where they do not need the crate in turn.
   */
  ofSources(crate: Crate): readonly ReadBuild[]
  /** Those that nothing can wait for: the project needs the crate in turn. */
  readonly circular: readonly { readonly crate: Crate; readonly build: ReadBuild }[]
}

type Repository = Pick<Workspace, 'edges' | 'graph' | 'reads' | 'packages'>

/**
 * Whose outputs the crates of a repository read. Where a package uses a crate that reads what the package's own build
 * leaves, no order is right: Nx would refuse every command that needs one, so there is none.
 */
export function readBuilds({ edges, graph, reads, packages }: Repository): ReadBuilds {
  if (reads.length === 0) return NONE
  const made = new Map<string, ReadBuild[]>()
  const read = new Map<string, ReadBuild[]>()
  const buildable = new Set(
    packages.filter(({ scripts }) => scripts.build !== undefined).map(({ dir }) => dir),
  )
  for (const { crate, project, path, madeBy, isForTests } of reads) {
    if (madeBy !== null) add(made, crate, { project, script: madeBy, path })
    else if (buildable.has(project) && !isForTests) add(read, crate, { project, script: 'build', path })
  }
  const wanted = new Map<Crate, ReadBuild[]>()
  for (const crate of graph.crates) {
    // Keys are computed for all kinds of tasks at once: its tests count too.
    const closure = graph.closureOf(crate.id, ['normal', 'build', 'dev'])
    const builds = distinct(closure.flatMap((id) => made.get(id) ?? []))
    if (builds.length > 0) wanted.set(crate, builds)
  }
  const ofSources = (crate: Crate) =>
    distinct(read.get(crate.id) ?? []).filter(({ project }) => project !== crate.dir)
  const waits = [
    ...edges
      .filter(({ kind }) => WAITED.has(kind))
      .map(({ from, to }) => [parentDir(from), parentDir(to)] as const),
    ...[...wanted].flatMap(([crate, builds]) => builds.map(({ project }) => [crate.dir, project] as const)),
  ]
  const isCircular = circularIn(waits)
  const isCircularForSources = circularIn([
    ...waits,
    ...graph.crates.flatMap((crate) => ofSources(crate).map(({ project }) => [crate.dir, project] as const)),
  ])
  return {
    of: (crate) => (wanted.get(crate) ?? []).filter((build) => !isCircular(crate, build)),
    ofSources: (crate) => ofSources(crate).filter((build) => !isCircularForSources(crate, build)),
    circular: [...wanted].flatMap(([crate, builds]) =>
      builds.filter((build) => isCircular(crate, build)).map((build) => ({ crate, build })),
    ),
  }
}

function circularIn(waits: readonly (readonly [from: string, to: string])[]) {
  const component = strongComponents(waits)
  return (crate: Crate, { project }: ReadBuild) =>
    project !== crate.dir && component(project) === component(crate.dir)
}

/** Along these one task waits for another. */
const WAITED: ReadonlySet<EdgeKind> = new Set(['npm', 'wasm', 'addon'])

function add(builds: Map<string, ReadBuild[]>, crate: string, build: ReadBuild): void {
  builds.set(crate, [...(builds.get(crate) ?? []), build])
}

const NONE: ReadBuilds = { of: () => [], ofSources: () => [], circular: [] }

/** One for each script of each project. */
function distinct(builds: readonly ReadBuild[]): ReadBuild[] {
  const byScript = new Map(builds.map((build) => [`${build.project}\0${build.script}`, build]))
  return [...byScript].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, build]) => build)
}

/** What a person should know of reads that no order of tasks can serve. */
export function circularNotices({ circular }: ReadBuilds): string[] {
  return circular.map(
    ({ crate, build }) =>
      `${crate.id}: the crate is compiled with ${build.path}, which the ${build.script} of ${build.project || 'the root package'} produces, and that in turn needs the crate; ` +
      'neither waits for the other. Move what is embedded, or what is imported, into a separate project.',
  )
}
