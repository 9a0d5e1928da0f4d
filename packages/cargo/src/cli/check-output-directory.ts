import type { Place } from '@nx-crane/files'
import type { LeavingKind } from '../target-kinds'
import { checkReplaceable } from './wasm/write-package'
import { checkArtifactDirectory } from './write-artifacts'
import { checkDocumentationDirectory } from './write-documentation'

const CHECKS: Readonly<Record<LeavingKind, (place: Place) => void>> = {
  build: checkArtifactDirectory,
  doc: checkDocumentationDirectory,
  wasm: checkReplaceable,
}

/** Throws where a task of this kind would refuse to replace what is in its output directory: somebody's work. */
export function checkOutputDirectory(kind: LeavingKind, place: Place): void {
  CHECKS[kind](place)
}
