import { existsSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Place,
  placeIn,
  readRegularFile,
  readRegularText,
  realPlace,
  replaceFile,
} from '@nx-crane/files'
import type { GluePlace, WasmGlue } from '@nx-crane/graph'

export interface DeclarationsRequest {
  /** The directory of each glue that was built. */
  readonly dirs: ReadonlyMap<WasmGlue, string>
  /** As in file names: `my_crate`. */
  readonly library: string
  /** Which glue the package has where. */
  readonly places: readonly GluePlace[]
  /** The package. */
  readonly target: Place
}

/**
 * Gives the package at `target` the declarations of a build for development, so that editors know signatures before the
 * package itself is built. Only declarations that say something else are replaced, each by rename; glue and modules stay
 * what they were. Returns whether anything was.
 */
export function writeDeclarations({ dirs, library, places, target }: DeclarationsRequest): boolean {
  const name = `${library}.d.ts`
  const stale = places.flatMap(({ glue, dir }) => {
    // Modules are loaded in other ways in Node, but what they offer is declared in the same words.
    const built = dirs.get(glue) ?? (glue === 'nodejs' ? dirs.get('bundler') : undefined)
    const from = built === undefined ? null : join(built, name)
    const to = placeIn(target, dir, name)
    return from !== null && existsSync(from) && !declaresSame(from, to) ? [{ from, to }] : []
  })
  for (const { from, to } of stale) replaceFile(to, readRegularFile(from))
  return stale.length > 0
}

function declaresSame(from: string, to: Place): boolean {
  const there = realPlace(to)
  return there !== null && signaturesOf(readRegularText(from)) === signaturesOf(readRegularText(there))
}

/** Without the list of what the module exports by itself, which depends on how it was optimised. */
function signaturesOf(declarations: string): string {
  return declarations.replace(/^export interface InitOutput \{$.*?^\}$/ms, '')
}
