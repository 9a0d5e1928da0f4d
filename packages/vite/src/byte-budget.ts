import { CargoError } from '@nx-crane/graph'
import type { ModuleSizes } from './module-sizes'

/** How large a module may be. */
export interface ByteBudget {
  readonly bytes: number
  readonly measure: keyof ModuleSizes
}

/**
 * A budget as it is written: bytes, or a number with a unit, and how they are counted when that is not gzip.
 *
 * @example parseBudget('@acme/chart', '1.5 MB raw') // → { bytes: 1500000, measure: 'raw' }
 */
export function parseBudget(name: string, written: number | string): ByteBudget {
  if (typeof written === 'number' && Number.isFinite(written) && written >= 0) {
    return { bytes: written, measure: 'gzip' }
  }
  const [, number, unit, measure = 'gzip'] = WRITTEN.exec(String(written).trim()) ?? []
  const factor = UNITS[unit?.toLowerCase() ?? '']
  if (typeof written === 'number' || number === undefined || factor === undefined) {
    throw new CargoError('INVALID_BUDGET', {
      message: `the budget of ${JSON.stringify(name)} is ${JSON.stringify(written)}, which is not a size`,
      hint: 'write "200 kB" (with gzip), "600 kB raw" or "150 kB brotli"; units are B, kB, MB, KiB and MiB',
    })
  }
  return { bytes: Math.round(Number(number) * factor), measure: measure as ByteBudget['measure'] }
}

const WRITTEN = /^(\d+(?:\.\d+)?) ?(B|kB|MB|KiB|MiB)(?: (raw|gzip|brotli))?$/i

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1000,
  mb: 1_000_000,
  kib: 1024,
  mib: 1024 * 1024,
}
