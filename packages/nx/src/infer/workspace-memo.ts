import { FileStats, firstChange, type Observation } from '@nx-crane/files'
import { isManifest } from './manifest-files'
import { readWorkspace, type Workspace, type WorkspaceOptions } from './workspace'

/** What a process has read, and of which manifests. */
interface ReadWorkspace {
  /** Of what was asked for. */
  readonly question: string
  readonly manifests: readonly Observation[]
  readonly workspace: Workspace
}

/** The workspace that this process read last, by root. One is enough: a process serves one Nx workspace. */
const lastRead = new Map<string, ReadWorkspace>()

/** Reads the workspace and keeps it for {@link recallWorkspace}. */
export function rememberWorkspace(
  root: string,
  files: readonly string[],
  options: WorkspaceOptions,
): Workspace {
  const stats = new FileStats(root)
  const readAt = Date.now()
  const manifests = files
    .filter(isManifest)
    .map((path): Observation => ['manifest', path, stats.settledStamp(path, readAt), null])
  const workspace = readWorkspace(root, files, options)
  lastRead.set(root, { question: questionOf(files, options), manifests, workspace })
  return workspace
}

/**
 * The workspace as {@link rememberWorkspace} read it, when the same manifests are still as they were; else it is read
 * again. Nx asks for projects and for dependencies one after the other, usually in one process.
 */
export function recallWorkspace(
  root: string,
  files: readonly string[],
  options: WorkspaceOptions,
): Workspace {
  const last = lastRead.get(root)
  const isSame =
    last?.question === questionOf(files, options) &&
    firstChange(last.manifests, { stats: new FileStats(root), ask: () => null }) === undefined
  return last && isSame ? last.workspace : rememberWorkspace(root, files, options)
}

function questionOf(files: readonly string[], { exclude }: WorkspaceOptions): string {
  return JSON.stringify([exclude, files.filter(isManifest).sort()])
}
