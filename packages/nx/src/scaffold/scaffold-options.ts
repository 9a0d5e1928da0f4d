import { NxCraneError } from '../nx-crane-error'
import { EDITORS, type Editor } from './editor-settings'

/** What both generators of crates are given, as Nx hands it over. */
export interface CrateSchema {
  readonly name?: unknown
  readonly directory?: unknown
  readonly editor?: unknown
}

/** @throws NxCraneError `INVALID_OPTIONS` */
export function editorOption(value: unknown): Editor {
  const found = EDITORS.find((editor) => editor === (value ?? 'none'))
  if (found !== undefined) return found
  throw new NxCraneError('INVALID_OPTIONS', {
    message: `--editor is ${JSON.stringify(value)}`,
    hint: `write one of ${EDITORS.join(', ')}`,
  })
}
