import { realpathSync, statSync } from 'node:fs'
import { type Place, realPlace, removePath, replaceFile } from '@nx-crane/files'

export interface FileEdits {
  /** Paths relative to the repository. */
  readonly written: readonly { readonly path: string; readonly text: string }[]
  readonly removed?: readonly string[]
}

/**
 * Writes and removes files that belong to people: each is the old one or the new one, whatever happens in between. It keeps
 * its permissions, and a link inside the repository stays one. Nothing is begun where a link leads out of the repository.
 */
export function writeUserFiles(root: string, { written, removed = [] }: FileEdits): void {
  for (const path of [...written.map((each) => each.path), ...removed]) realPlace({ root, path })
  for (const { path, text } of written) writeUserFile({ root, path }, text)
  for (const path of removed) removePath({ root, path })
}

function writeUserFile(place: Place, text: string): void {
  const real = realPlace(place)
  if (real === null) replaceFile(place, text)
  else
    replaceFile({ root: realpathSync(place.root), path: real }, text, { mode: statSync(real).mode & 0o777 })
}
