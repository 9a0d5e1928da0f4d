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
  return Object.values(EDIT_GROUPS).flatMap((edits) => edits(subjects))
}

/** The same by what is edited. */
export const EDIT_GROUPS = {
  'files of crates': crateEdits,
  manifests: manifestEdits,
  'Cargo.lock': lockEdits,
  'wasm crates': wasmEdits,
  'TypeScript packages': typescriptEdits,
  'toolchain, configuration, root': configurationEdits,
} as const satisfies Readonly<Record<string, (subjects: Subjects) => Edit[]>>
