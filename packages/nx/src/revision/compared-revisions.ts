import type { GitRepository } from './git-repository'
import { DEEPEN, isShallow, resolveCommit } from './resolve-commit'

/** As a person names them. */
export interface RevisionNames {
  readonly base: string
  /** Null: the working tree. */
  readonly head: string | null
}

/** What is compared. */
export interface ComparedRevisions {
  /** The full name of the commit from which on changes count. */
  readonly base: string
  /** The full name of a commit; null: the working tree. */
  readonly head: string | null
  /** What a person should know of it. */
  readonly notes: readonly string[]
}

/**
 * The revisions as `nx affected` takes them: options, then `NX_BASE` and `NX_HEAD`, then nx.json (`getBaseRef` of Nx 23 and 24).
 *
 * @param nxJson as it was parsed
 */
export function revisionNames(
  given: { readonly base: string | undefined; readonly head: string | undefined },
  { env, nxJson }: { readonly env: NodeJS.ProcessEnv; readonly nxJson: unknown },
): RevisionNames {
  const settings = nxJson as { defaultBase?: unknown; affected?: { defaultBase?: unknown } } | undefined
  const configured = [settings?.defaultBase, settings?.affected?.defaultBase].find(isText)
  return {
    base: given.base ?? (env.NX_BASE || (configured ?? 'main')),
    head: given.head ?? (env.NX_HEAD || null),
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/**
 * What the names mean. The base is where the histories of both have parted, as for `nx affected`: what was changed on the base branch since
 * is nobody's here. Where they share no commit it is the base itself.
 */
export function comparedRevisions(repository: GitRepository, names: RevisionNames): ComparedRevisions {
  const base = resolveCommit(repository, names.base)
  const head = names.head === null ? null : resolveCommit(repository, names.head)
  const tip = head ?? resolveCommit(repository, 'HEAD')
  const common = repository.answer(['merge-base', base, tip])?.trim().split('\n')[0]
  if (common) return { base: common, head, notes: [] }
  const way = isShallow(repository) ? `; ${DEEPEN}` : ''
  const note = `${names.base} and ${names.head ?? 'HEAD'} have no commit in common, so all that differs from ${names.base} itself counts${way}`
  return { base, head, notes: [note] }
}
