import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { WasmGlue } from '../../wasm/package-layout'
import { readText } from './prepare-wasm-build'

/** The directories below which the packages of a crate lie, and which package was the last with a glue. */
export interface PackagesPlace {
  readonly packages: string
  readonly glue: WasmGlue
}

/** The package that the last build wrote, this process's or another's, when it was made of the same. */
export function readLastPackage({ packages, glue }: PackagesPlace, stamp: string): string | null {
  const [known, name = ''] = readText(noteOf({ packages, glue }))?.split('\n') ?? []
  const dir = join(packages, name)
  return known === stamp && name !== '' && existsSync(dir) ? dir : null
}

/** @param stamp of all that the package was made of */
export function writeLastPackage({ packages, glue }: PackagesPlace, stamp: string, dir: string): void {
  const note = noteOf({ packages, glue })
  mkdirSync(dirname(note), { recursive: true })
  const staged = `${note}.${process.pid}`
  writeFileSync(staged, `${stamp}\n${basename(dir)}\n`)
  renameSync(staged, note)
}

/** Beside the packages: whoever watches them sees packages only. */
function noteOf({ packages, glue }: PackagesPlace): string {
  return join(dirname(dirname(packages)), 'last', `${basename(packages)}-${glue}`)
}
