import { dirname, join, resolve } from 'node:path'
import { readRegularText } from '@nx-crane/files'
import type { ScriptReruns } from './observation'

/**
 * What a build script told Cargo to run it again for, as Cargo keeps its output beside OUT_DIR. Paths are absolute; null where the
 * output cannot be read.
 *
 * @param directory of the package: paths are relative to it
 */
export function readScriptReruns(outDirectory: string, directory: string): ScriptReruns | null {
  const output = textOf(join(dirname(outDirectory), 'output'))
  return output === null ? null : parseReruns(output, directory)
}

/** @example parseReruns('cargo:rerun-if-changed=a.json', '/w/a').paths // → ['/w/a/a.json'] */
export function parseReruns(output: string, directory: string): ScriptReruns {
  const said = [...output.matchAll(/^cargo::?(rerun-if-changed|rerun-if-env-changed)=(.*)$/gm)]
  const named = (instruction: string) =>
    said.flatMap(([, each, value]) => (each === instruction && value !== undefined ? [value.trim()] : []))
  return {
    paths: said.length === 0 ? null : named('rerun-if-changed').map((path) => resolve(directory, path)),
    variables: named('rerun-if-env-changed'),
  }
}

function textOf(path: string): string | null {
  try {
    return readRegularText(path)
  } catch {
    return null
  }
}
