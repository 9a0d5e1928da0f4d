import type { BuildState, BuildStates } from './build-state'
import type { Edit } from './edit'
import { type MissReason, missReasons } from './miss-reason'
import { PROJECT_KINDS, type ProjectKind } from './project-kind'

/** A task that misses although nothing it writes can have changed. */
export interface Miss {
  readonly project: string
  readonly reasons: readonly MissReason[]
}

/** How the `build` tasks of one kind of project fare after an edit. */
export interface KindVerdict {
  /** Projects whose task has to be a miss. */
  readonly affected: number
  readonly falseRebuilds: readonly Miss[]
  /** Misses only because of something that Nx hashes into every task, or for every project. */
  readonly causedByNx: readonly Miss[]
  readonly falseHits: readonly string[]
  /** Misses where a hit would be right as well. */
  readonly tolerated: number
}

export type Verdict = Readonly<Record<ProjectKind, KindVerdict>>

export interface Comparison {
  readonly before: BuildStates
  readonly after: BuildStates
  readonly kinds: ReadonlyMap<string, ProjectKind>
}

/**
 * Compares what is looked up before and after an edit with what the edit changes. A crate's task is judged by its key:
 * where Nx misses and the key has been built before, the result comes from the result store and nothing is compiled.
 */
export function judge({ changes }: Pick<Edit, 'changes'>, comparison: Comparison): Verdict {
  const verdicts = PROJECT_KINDS.map((kind) => {
    const projects = [...comparison.kinds].filter(([, own]) => own === kind).map(([project]) => project)
    return [kind, judgeKind(projects, kind, { changes, ...comparison })] as const
  })
  return Object.fromEntries(verdicts) as Record<ProjectKind, KindVerdict>
}

function judgeKind(
  projects: readonly string[],
  kind: ProjectKind,
  { changes, before, after }: Pick<Edit, 'changes'> & Comparison,
): KindVerdict {
  const affected = projects.filter((project) => changes.must.has(project))
  const unaffected = projects.filter((project) => !changes.must.has(project) && !changes.may.has(project))
  const isMiss = (project: string) => misses(kind, before[project], after[project])
  const needless = unaffected.filter(isMiss).map((project) => ({
    project,
    reasons: kind === 'crate' ? [KEY_CHANGED] : missReasons(before[project], after[project]),
  }))
  const isCausedByNx = ({ reasons }: Miss) => reasons.every((reason) => reason.isUnavoidable)
  return {
    affected: affected.length,
    falseRebuilds: needless.filter((miss) => !isCausedByNx(miss)),
    causedByNx: [...needless.filter(isCausedByNx), ...restored(unaffected, kind, { before, after })],
    falseHits: affected.filter((project) => !isMiss(project)),
    tolerated: projects.filter((project) => changes.may.has(project) && isMiss(project)).length,
  }
}

const KEY_CHANGED: MissReason = { text: 'its key is another one', isUnavoidable: false }

function misses(kind: ProjectKind, before: BuildState | undefined, after: BuildState | undefined): boolean {
  return kind === 'crate' ? before?.key !== after?.key : before?.hash !== after?.hash
}

/** Crates whose key is the same and which Nx misses all the same. */
function restored(
  projects: readonly string[],
  kind: ProjectKind,
  { before, after }: Pick<Comparison, 'before' | 'after'>,
): Miss[] {
  if (kind !== 'crate') return []
  return projects
    .filter((project) => !misses(kind, before[project], after[project]))
    .filter((project) => before[project]?.hash !== after[project]?.hash)
    .map((project) => ({ project, reasons: missReasons(before[project], after[project]) }))
}
