import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { NxWorkspace } from './nx-workspace'

/** A digest of every file that tasks have left for people, by path. */
export type Outputs = ReadonlyMap<string, string>

export function readOutputs(workspace: NxWorkspace): Outputs {
  return new Map(outputDirsOf(workspace).flatMap((dir) => filesBelow(workspace, dir)))
}

/** The output directories that are there, relative to the root: binaries, wasm packages, compiled TypeScript. */
export function outputDirsOf(workspace: NxWorkspace): string[] {
  return ['crates', 'packages']
    .flatMap((group) => readdirSync(join(workspace.root, group)).map((project) => `${group}/${project}`))
    .flatMap((project) => [`${project}/dist`, `${project}/pkg`])
    .filter((dir) => workspace.exists(dir))
}

/** The paths, sorted, that only one of the two has or that differ in a byte. */
export function differences(left: Outputs, right: Outputs): string[] {
  const paths = new Set([...left.keys(), ...right.keys()])
  return [...paths].filter((path) => left.get(path) !== right.get(path)).sort()
}

function filesBelow(workspace: NxWorkspace, dir: string): [path: string, digest: string][] {
  return readdirSync(join(workspace.root, dir), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
      return [path.slice(workspace.root.length + 1), digest]
    })
}
