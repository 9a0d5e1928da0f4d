import { join } from 'node:path'
import { hasStateDirectory, readSealed, type SealedFile, stateDirectory, writeSealed } from '@nx-crane/files'
import { say } from '../say'

/** What was said of a workspace, and what is to be said as soon as somebody can see it. */
interface NoticeLog {
  readonly said: readonly string[]
  readonly pending: readonly string[]
}

/** Where nothing can be kept on disk, a process says a thing once. */
const logs = new Map<string, NoticeLog>()

/**
 * Says what is new since the last time, to stderr: stdout may be read as JSON. What stays as it is, is said once; what is
 * mended and comes back is said again. Nobody sees what Nx's daemon prints: there it is left for {@link printPendingNotices}.
 */
export function reportNotices(root: string, notices: readonly string[], hidden = isHidden()): void {
  if (process.env.NX_CRANE_QUIET === 'true') return
  const log = readLog(root)
  const fresh = notices.filter((notice) => !log.said.includes(notice))
  if (!hidden) print(fresh)
  const said = notices.filter((notice) => !hidden || log.said.includes(notice))
  writeLog(root, { said, pending: hidden ? fresh : [] }, log)
}

/** Says in a run what the daemon noticed while it made the graph. */
export function printPendingNotices(root: string): void {
  const log = readLog(root)
  if (process.env.NX_CRANE_QUIET === 'true' || log.pending.length === 0) return
  print(log.pending)
  writeLog(root, { said: [...log.said, ...log.pending], pending: [] }, log)
}

function print(notices: readonly string[]): void {
  for (const notice of notices) say(`nx-crane: ${notice}`)
}

/** Whether this process is Nx's daemon, or a plugin's worker that the daemon has started: it sets these two for itself. */
function isHidden(): boolean {
  const { NX_PROJECT_GLOB_CACHE, NX_CACHE_PROJECTS_CONFIG } = process.env
  return (
    (globalThis as { NX_DAEMON?: unknown }).NX_DAEMON !== undefined ||
    (NX_PROJECT_GLOB_CACHE === 'false' && NX_CACHE_PROJECTS_CONFIG === 'false')
  )
}

function readLog(root: string): NoticeLog {
  const sealed = readSealed(logFile(root))
  if (sealed) return JSON.parse(sealed.body.toString()) as NoticeLog
  return logs.get(root) ?? { said: [], pending: [] }
}

function writeLog(root: string, log: NoticeLog, before: NoticeLog): void {
  if (JSON.stringify(log) === JSON.stringify(before)) return
  logs.set(root, log)
  if (!hasStateDirectory(root)) return
  writeSealed(logFile(root), JSON.stringify(log))
}

/** Of any version: what one has said, another need not say again. */
function logFile(root: string): SealedFile {
  return { place: { root, path: join(stateDirectory(root), 'notices.json') }, meaning: ['notices'] }
}
