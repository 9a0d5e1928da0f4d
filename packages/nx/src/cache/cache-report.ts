import type { CacheVerdict, NotAsked } from './cache-verdict'
import type { CachedTask } from './cached-tasks'

/** What a cache said. */
export interface AskedCache {
  /** As `substituters` has it. */
  readonly url: string
  /** Why Nix does not ask it. */
  readonly notAsked: NotAsked | null
  /** Why nothing is known of it, in Nix's words; then it has no verdicts. */
  readonly fault: string | null
  /** By store path. */
  readonly verdicts: ReadonlyMap<string, CacheVerdict>
}

export interface CacheReport {
  readonly caches: readonly AskedCache[]
  readonly tasks: readonly CachedTask[]
  /** Store paths that this machine has. */
  readonly inStore: ReadonlySet<string>
}

/** The first cache that Nix takes a task from; null where it would build it. */
export function takenFrom({ caches }: CacheReport, { storePath }: CachedTask): string | null {
  const cache = caches.find(
    ({ notAsked, verdicts }) => notAsked === null && verdicts.get(storePath)?.is === 'available',
  )
  return cache?.url ?? null
}

/** For programs. */
export function cacheReportJson(report: CacheReport): unknown {
  return {
    caches: report.caches.map(({ url, notAsked, fault }) => ({ url, notAsked, fault })),
    tasks: report.tasks.map((task) => ({
      task: task.id,
      storePath: task.storePath,
      inStore: report.inStore.has(task.storePath),
      takenFrom: takenFrom(report, task),
      caches: Object.fromEntries(
        report.caches.map(({ url, verdicts }) => [url, verdicts.get(task.storePath) ?? { is: 'unknown' }]),
      ),
    })),
  }
}

/** For people. */
export function printCacheReport(report: CacheReport): string {
  const { tasks } = report
  const taken = tasks.filter((task) => takenFrom(report, task) !== null).length
  const own = tasks.filter(({ storePath }) => report.inStore.has(storePath)).length
  const summary = `${taken} of ${tasks.length} ${tasks.length === 1 ? 'task' : 'tasks'} would come from a cache; this machine's store has ${own}\n`
  return report.caches.map((cache) => printCache(cache, tasks)).join('') + summary
}

function printCache({ url, notAsked, fault, verdicts }: AskedCache, tasks: readonly CachedTask[]): string {
  if (fault !== null) return `${url}: cannot be asked: ${fault}\n${adviceOnFault(fault)}`
  const groups = new Map<string, string[]>()
  for (const { id, storePath } of tasks) {
    const text = describe(verdicts.get(storePath) ?? { is: 'absent' })
    groups.set(text, [...(groups.get(text) ?? []), id])
  }
  const has = tasks.filter(({ storePath }) => verdicts.get(storePath)?.is === 'available').length
  const lines = [...groups].flatMap(([text, ids]) => (text === '' ? [] : [`  ${text}: ${few(ids)}\n`]))
  const asked = notAsked === null ? '' : `  not asked: ${WHY_NOT_ASKED[notAsked]}\n`
  return `${url}: has ${has} of ${tasks.length}\n${asked}${lines.join('')}`
}

const WHY_NOT_ASKED: Readonly<Record<NotAsked, string>> = {
  'substitution-off': 'Nix is told not to use caches: remove `substitute = false` from nix.conf',
  'not-listed': 'Nix is not told of it: add it to `substituters` in nix.conf',
  'user-not-trusted':
    'the Nix daemon does not trust this user, so it goes by /etc/nix/nix.conf: have an administrator add it to `substituters` there, or you to `trusted-users`',
}

/** Empty for what is as it should be. */
function describe(verdict: CacheVerdict): string {
  switch (verdict.is) {
    case 'available':
      return ''
    case 'absent':
      return 'not there'
    case 'unsigned':
      return 'refused, as it has no signature (push it with --key-file)'
    case 'untrusted-key':
      return `refused, as it is signed by ${quoted(verdict.keys)}, which is not in \`trusted-public-keys\` (add that key to nix.conf if you trust it)`
    case 'wrong-key':
      return `refused, as its signature is not by the ${quoted(verdict.keys)} in \`trusted-public-keys\` (the cache has another key of that name, or was tampered with)`
  }
}

function quoted(keys: readonly string[]): string {
  return keys.map((key) => JSON.stringify(key)).join(' and ')
}

function adviceOnFault(fault: string): string {
  const [, theirs, ours] = /is for Nix stores with prefix '([^']*)', not '([^']*)'/.exec(fault) ?? []
  return theirs === undefined
    ? ''
    : `  store paths hold the store's directory: what was built for ${theirs} is of no use in ${ours}\n`
}

const MOST_NAMES = 6

function few(ids: readonly string[]): string {
  const more = ids.length > MOST_NAMES ? ` and ${ids.length - MOST_NAMES} more` : ''
  return ids.slice(0, MOST_NAMES).join(', ') + more
}
