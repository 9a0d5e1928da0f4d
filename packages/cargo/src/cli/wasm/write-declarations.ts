import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { GluePlace, WasmGlue } from '../../wasm/package-layout'
import { makeStaging } from './write-package'

export interface DeclarationsRequest {
  /** The directory of each glue that was built. */
  readonly dirs: ReadonlyMap<WasmGlue, string>
  /** As in file names: `my_crate`. */
  readonly library: string
  /** Which glue the package has where. */
  readonly places: readonly GluePlace[]
  /** The package, absolute. */
  readonly target: string
  /** A directory out of sight of watchers, where files are put before they are renamed. */
  readonly scratch: string
}

/**
 * Gives the package at `target` the declarations of a build for development, so that editors know signatures before the
 * package itself is built. Only declarations that say something else are replaced, each by rename; glue and modules stay
 * what they were. Returns whether anything was.
 */
export function writeDeclarations({ dirs, library, places, target, scratch }: DeclarationsRequest): boolean {
  const name = `${library}.d.ts`
  const stale = places.flatMap(({ glue, dir }) => {
    // Modules are loaded in other ways in Node, but what they offer is declared in the same words.
    const built = dirs.get(glue) ?? (glue === 'nodejs' ? dirs.get('bundler') : undefined)
    const from = built === undefined ? null : join(built, name)
    const to = join(target, dir, name)
    return from !== null && existsSync(from) && !declaresSame(from, to) ? [{ from, to }] : []
  })
  if (stale.length === 0) return false
  const staging = makeStaging(scratch, target)
  try {
    for (const [index, { from, to }] of stale.entries()) {
      const staged = join(staging, String(index))
      copyFileSync(from, staged)
      mkdirSync(dirname(to), { recursive: true })
      renameSync(staged, to)
    }
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
  return true
}

function declaresSame(from: string, to: string): boolean {
  return existsSync(to) && signaturesOf(readFileSync(from, 'utf8')) === signaturesOf(readFileSync(to, 'utf8'))
}

/** Without the list of what the module exports by itself, which depends on how it was optimised. */
function signaturesOf(declarations: string): string {
  return declarations.replace(/^export interface InitOutput \{$.*?^\}$/ms, '')
}
