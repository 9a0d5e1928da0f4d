import { existsSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readSealed, type SealedFile, writeSealed } from '@nx-crane/files'
import type { WasmGlue } from '@nx-crane/graph'

/** The directories below which the packages of a crate lie, and which package was the last with a glue. */
export interface PackagesPlace {
  readonly packages: string
  readonly glue: WasmGlue
}

/** The package that the last build wrote, this process's or another's, when it was made of the same. */
export function readLastPackage({ packages, glue }: PackagesPlace, stamp: string): string | null {
  const name = readSealed(noteOf({ packages, glue }, stamp))?.body.toString()
  if (name === undefined) return null
  const dir = join(packages, name)
  return existsSync(dir) ? dir : null
}

/** @param stamp of all that the package was made of */
export function writeLastPackage({ packages, glue }: PackagesPlace, stamp: string, dir: string): void {
  writeSealed(noteOf({ packages, glue }, stamp), basename(dir))
}

/** Beside the packages: whoever watches them sees packages only. */
function noteOf({ packages, glue }: PackagesPlace, stamp: string): SealedFile {
  const path = join('last', `${basename(packages)}-${glue}`)
  return { place: { root: dirname(dirname(packages)), path }, meaning: ['last package', stamp] }
}
