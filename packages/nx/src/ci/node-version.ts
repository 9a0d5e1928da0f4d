import type { SourceTree } from '@nx-crane/graph'
import { isObject, objectAt } from '../init/edit-json'
import { parseJsonc } from '../jsonc'

/** Which Node a repository wants. */
export interface NodeVersion {
  /** The file that says it, for actions/setup-node; null where none does. */
  readonly file: string | null
  /** What to take where a file cannot be named: digits and dots. */
  readonly version: string
}

/** The long-term version of when this was written. */
const CURRENT = '24'

export function nodeVersion(tree: SourceTree): NodeVersion {
  for (const file of ['.nvmrc', '.node-version']) {
    const text = tree.read(file)
    if (text !== undefined)
      return { file, version: /^\s*v?(\d+(?:\.\d+){0,2})\s*$/.exec(text)?.[1] ?? CURRENT }
  }
  const manifest = parseJsonc(tree.read('package.json') ?? '{}').value
  if (!isObject(manifest)) return { file: null, version: CURRENT }
  const said = [
    objectAt(manifest, 'volta').node,
    objectAt(objectAt(manifest, 'devEngines'), 'runtime').version,
    objectAt(manifest, 'engines').node,
  ].find((each) => typeof each === 'string')
  return said === undefined
    ? { file: null, version: CURRENT }
    : { file: 'package.json', version: /^[~^=v]*(\d+)(?:\.[\dx*]+)*$/.exec(String(said))?.[1] ?? CURRENT }
}
