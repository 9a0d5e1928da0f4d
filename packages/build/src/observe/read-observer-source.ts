import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { readRegularText } from '@nx-crane/files'

/** Set by the bundlers: what {@link readObserverSource} would find. */
declare const NX_CRANE_OBSERVER: Readonly<Record<string, string>> | undefined

/** The Rust sources of the observer by their names, sorted. The published packages have them in their own code. */
export function readObserverSource(): ReadonlyMap<string, string> {
  if (typeof NX_CRANE_OBSERVER !== 'undefined') return new Map(Object.entries(NX_CRANE_OBSERVER))
  const directory = join(__dirname, '..', '..', 'observer')
  return new Map(
    readdirSync(directory)
      .filter((name) => name.endsWith('.rs'))
      .sort()
      .map((name) => [name, readRegularText(join(directory, name))]),
  )
}
