import { dirname, join, resolve } from 'node:path'
import { readTextIfAny } from '@nx-crane/files'

/** What a build script told Cargo to run it again for. */
export interface ScriptReruns {
  /** Files and directories; null where it named nothing: Cargo runs it again for every file of the package. */
  readonly paths: readonly string[] | null
  readonly variables: readonly string[]
}

/**
 * As Cargo keeps the script's output beside OUT_DIR. Paths are absolute; null where the output cannot be read.
 *
 * @param directory of the package: paths are relative to it
 */
export function readScriptReruns(outDirectory: string, directory: string): ScriptReruns | null {
  const output = readTextIfAny(join(dirname(outDirectory), 'output'))
  if (output === undefined) return null
  const { paths, variables } = parseScriptReruns(output)
  return { paths: paths?.map((path) => resolve(directory, path)) ?? null, variables }
}

/**
 * Paths as they were written.
 *
 * @example parseScriptReruns('cargo:rerun-if-changed=a.json').paths // → ['a.json']
 */
export function parseScriptReruns(output: string): ScriptReruns {
  const said = [...output.matchAll(/^cargo::?(rerun-if-changed|rerun-if-env-changed)=(.*)$/gm)]
  const named = (instruction: string) =>
    said.flatMap(([, each, value]) => (each === instruction && value !== undefined ? [value.trim()] : []))
  return {
    paths: said.length === 0 ? null : named('rerun-if-changed'),
    variables: named('rerun-if-env-changed'),
  }
}
