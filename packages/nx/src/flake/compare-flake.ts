import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type FlakeFile, type FlakePlan, GENERATED_DIRECTORY } from '@nx-crane/crane'

/** What has to change on disk for a repository to have the planned flake. */
export interface FlakeChanges {
  readonly written: readonly FlakeFile[]
  /** Paths of files in the generated directory that are generated no more. */
  readonly removed: readonly string[]
}

/** Compares a plan with what is there. A `flake.nix` that exists is a person's, whatever it says. */
export function compareFlake(root: string, { flake, generated }: FlakePlan): FlakeChanges {
  const planned = new Set(generated.map(({ path }) => path))
  return {
    written: [
      ...(textOf(root, flake.path) === undefined ? [flake] : []),
      ...generated.filter(({ path, text }) => textOf(root, path) !== text),
    ],
    removed: filesIn(root, GENERATED_DIRECTORY).filter((path) => !planned.has(path)),
  }
}

function textOf(root: string, path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

function filesIn(root: string, directory: string): string[] {
  try {
    return readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
      .sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')
}
