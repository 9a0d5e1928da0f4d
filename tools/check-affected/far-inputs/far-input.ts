import type { EditedRepository } from '../../check-keys/edited-repository'

/** An input of keys that is not among the crate's own files, and what can happen to it. */
export interface FarInput {
  readonly id: string
  /** Puts it into the repository, before the first commit. */
  add(repository: EditedRepository): void
  readonly edits: readonly FarEdit[]
}

export interface FarEdit {
  readonly id: string
  apply(repository: EditedRepository): void
}

/** Edits of a text file that something reads, and its deletion. */
export function editsOfFile(path: string, more = 'more\n'): FarEdit[] {
  return [
    { id: `change ${path}`, apply: (it) => it.append(path, more) },
    { id: `delete ${path}`, apply: (it) => it.remove(path) },
  ]
}
