import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { replaceFile } from '../replace-file'
import type { FlakeChanges } from './compare-flake'

/** Makes the changes. Each file is the old one or the new one, whatever happens in between. */
export function writeFlake(root: string, { written, removed }: FlakeChanges): void {
  for (const { path, text } of written) {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    replaceFile(file, text)
  }
  for (const path of removed) rmSync(join(root, path))
}
