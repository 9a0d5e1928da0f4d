import type { Edit } from '../edit'
import { configurationEdits } from './configuration-edits'
import { crateEdits } from './crate-edits'
import { lockEdits } from './lock-edits'
import { manifestEdits } from './manifest-edits'
import type { Subjects } from './subjects'
import { typescriptEdits } from './typescript-edits'
import { wasmEdits } from './wasm-edits'

/** Everyday edits of a generated monorepo, each with what it can change. */
export function generatedEdits(subjects: Subjects): Edit[] {
  const groups = [crateEdits, manifestEdits, lockEdits, wasmEdits, typescriptEdits, configurationEdits]
  return groups.flatMap((edits) => edits(subjects))
}
