import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ManifestMemo, ParsedManifest } from '@nx-crane/cargo'
import { BUILD_ID } from '../build-id'

/** Relative to the Nx workspace: ignored by git in every JavaScript repository. */
export const CACHE_DIR = 'node_modules/.cache/nx-crane'

interface Entry {
  readonly checksum: string
  readonly parsed: ParsedManifest
}

interface MemoFile {
  readonly code: string
  readonly entries: Readonly<Record<string, Entry>>
}

export interface DiskManifestMemo extends ManifestMemo {
  /** Writes what this run used, when anything changed. A memo that cannot be written is only a slower next run. */
  save(): void
}

/** Manifests that the same code parsed in earlier runs, looked up by path and believed only for a text of the same SHA-256. */
export function openManifestMemo(workspaceRoot: string): DiskManifestMemo {
  const file = join(workspaceRoot, CACHE_DIR, 'manifests.json')
  const known = readEntries(file)
  const used: Record<string, Entry> = {}
  let changed = false
  return {
    get(path, text) {
      const entry = known[path]
      if (entry?.checksum !== checksumOf(text)) return undefined
      used[path] = entry
      return entry.parsed
    },
    set(path, text, parsed) {
      used[path] = { checksum: checksumOf(text), parsed }
      changed = true
    },
    save() {
      const forgets = Object.keys(known).length !== Object.keys(used).length
      if (changed || forgets) writeEntries(workspaceRoot, file, used)
    },
  }
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}

function readEntries(file: string): Readonly<Record<string, Entry>> {
  try {
    const memo = JSON.parse(readFileSync(file, 'utf8')) as MemoFile
    return memo.code === BUILD_ID ? memo.entries : {}
  } catch {
    return {}
  }
}

function writeEntries(workspaceRoot: string, file: string, entries: Readonly<Record<string, Entry>>): void {
  if (BUILD_ID === null || !existsSync(join(workspaceRoot, 'node_modules'))) return
  const temporary = `${file}.${process.pid}.tmp`
  try {
    mkdirSync(join(workspaceRoot, CACHE_DIR), { recursive: true })
    writeFileSync(temporary, JSON.stringify({ code: BUILD_ID, entries } satisfies MemoFile))
    renameSync(temporary, file)
  } catch {
    rmSync(temporary, { force: true })
  }
}
