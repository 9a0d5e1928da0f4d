import { createHash } from 'node:crypto'
import { type BigIntStats, statSync } from 'node:fs'
import { join } from 'node:path'
import { isManifest } from './manifest-files'
import { readWorkspace, type Workspace, type WorkspaceOptions } from './workspace'

/** The workspace that this process read last, by root. One is enough: a process serves one Nx workspace. */
const lastRead = new Map<string, { signature: string; workspace: Workspace }>()

/** Reads the workspace and keeps it for {@link recallWorkspace}. */
export function rememberWorkspace(
  root: string,
  files: readonly string[],
  options: WorkspaceOptions,
): Workspace {
  const signature = signatureOf(root, files, options)
  const workspace = readWorkspace(root, files, options)
  lastRead.set(root, { signature, workspace })
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
  return last?.signature === signatureOf(root, files, options)
    ? last.workspace
    : rememberWorkspace(root, files, options)
}

function signatureOf(root: string, files: readonly string[], { exclude }: WorkspaceOptions): string {
  const hash = createHash('sha256').update(`${exclude.join('\n')}\0`)
  for (const file of files.filter(isManifest).sort()) {
    const stat = statsOf(join(root, file))
    hash.update(`${file}\0${stat ? `${stat.mtimeNs} ${stat.ctimeNs} ${stat.size} ${stat.ino}` : 'absent'}\n`)
  }
  return hash.digest('base64')
}

/** Undefined too for what lies in a directory that may not be looked into. */
function statsOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
