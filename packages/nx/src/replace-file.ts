import { basename, dirname } from 'node:path'
import { replaceFile as replaceFileAt } from '@nx-crane/files'

/** Writes a file by rename: it is the old one or the new one, whatever happens in between. */
export function replaceFile(path: string, text: string): void {
  replaceFileAt({ root: dirname(path), path: basename(path) }, text)
}
