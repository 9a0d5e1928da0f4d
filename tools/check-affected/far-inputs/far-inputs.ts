import type { Subjects } from '../../check-keys/generated/subjects'
import type { FarInput } from './far-input'
import { includedFiles } from './included-files'
import { neighbours } from './neighbours'
import { readingPrograms } from './reading-programs'
import { settings } from './settings'
import { wasmPackages } from './wasm-packages'

/** All of them for one generated monorepo. */
export function farInputs(subjects: Subjects): FarInput[] {
  return [includedFiles, settings, readingPrograms, neighbours, wasmPackages].flatMap((inputs) =>
    inputs(subjects),
  )
}
