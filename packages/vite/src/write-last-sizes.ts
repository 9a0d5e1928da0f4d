import { mkdirSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { readRegularText, replaceFile } from '@nx-crane/files'
import type { MeasuredModule } from './module-sizes'
import type { LastSizes } from './size-report'

/** What was written there by the last build. Nothing where it cannot be read: then there is nothing to compare with. */
export function readLastSizes(file: string): LastSizes {
  try {
    const value: unknown = JSON.parse(readRegularText(file))
    const entries = Object.entries((value ?? {}) as Partial<LastSizes>)
    return Object.fromEntries(
      entries.flatMap(([name, each]) =>
        typeof each?.digest === 'string' && typeof each.sizes?.gzip === 'number' ? [[name, each]] : [],
      ),
    )
  } catch {
    return {}
  }
}

/** Keeps what other builds of the app had: a server's, for one, has other modules. */
export function writeLastSizes(file: string, modules: readonly MeasuredModule[]): void {
  const entries = modules.map(({ name, digest, sizes }) => [name, { digest, sizes }])
  const text = JSON.stringify({ ...readLastSizes(file), ...Object.fromEntries(entries) }, null, 2)
  mkdirSync(dirname(file), { recursive: true })
  replaceFile({ root: dirname(file), path: basename(file) }, `${text}\n`)
}
