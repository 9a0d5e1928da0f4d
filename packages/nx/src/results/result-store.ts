import { hash } from 'node:crypto'
import { join, resolve } from 'node:path'
import { cacheDirectory } from '@nx-crane/keys/cli'
import { NxCraneError } from '../nx-crane-error'

/** Where finished results lie, one file each, shared by the repositories of one user. */
export interface ResultStore {
  readonly directory: string
  /** What all entries together may take; the ones that nobody used for longest go first. */
  readonly maxBytes: number
}

const DEFAULT_MAX_BYTES = 5_000_000_000

/**
 * The store that these variables name, null when `NX_CRANE_RESULTS` is `off`: `NX_CRANE_RESULTS_DIR` or `results` below
 * our cache, `NX_CRANE_RESULTS_MAX_BYTES` or 5 GB.
 */
export function findResultStore(env: NodeJS.ProcessEnv = process.env): ResultStore | null {
  if (env.NX_CRANE_RESULTS === 'off') return null
  const directory = env.NX_CRANE_RESULTS_DIR
    ? resolve(env.NX_CRANE_RESULTS_DIR)
    : join(cacheDirectory(env), 'results')
  return { directory, maxBytes: parseBound(env.NX_CRANE_RESULTS_MAX_BYTES) }
}

function parseBound(text: string | undefined): number {
  if (!text) return DEFAULT_MAX_BYTES
  const bytes = Number(text)
  if (/^\d+$/.test(text) && Number.isSafeInteger(bytes)) return bytes
  throw new NxCraneError('INVALID_RESULTS_BOUND', {
    message: `NX_CRANE_RESULTS_MAX_BYTES is ${JSON.stringify(text)}, which is not a number of bytes`,
    hint: 'write digits only, 5000000000 for 5 GB',
  })
}

export const ENTRY_SUFFIX = '.result'
/** Of what keys of a repository were made from, beside its results. */
export const RECORD_SUFFIX = '.inputs'

/** The file of the result that belongs to a key; the key may be any text. */
export function entryPath(store: ResultStore, key: string): string {
  return join(store.directory, `${hash('sha256', key)}${ENTRY_SUFFIX}`)
}
