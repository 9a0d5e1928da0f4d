import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { NxWorkspace } from './nx-workspace'

/** Keys by task. */
export type Keys = Readonly<Record<string, string>>

/** What `nx-crane key` says. */
export async function printedKeys(workspace: NxWorkspace, environment: NodeJS.ProcessEnv): Promise<Keys> {
  return JSON.parse(await workspace.command(['key', '--json'], environment)) as Keys
}

/** The tasks that have the same key in both. */
export function unchangedKeys(before: Keys, after: Keys): string[] {
  return Object.keys(after).filter((task) => after[task] === before[task])
}

/** The texts of the key files that runs have written, by path, sorted. */
export function keyFiles(workspace: NxWorkspace): [path: string, key: string][] {
  const directory = join(workspace.root, 'node_modules/.cache/nx-crane/keys')
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(workspace.root.length + 1))
    .sort()
    .map((path) => [path, workspace.read(path)])
}
