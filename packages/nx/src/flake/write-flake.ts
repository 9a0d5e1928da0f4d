import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FlakeChanges } from './compare-flake'

/** Makes the changes. Each file is the old one or the new one, whatever happens in between. */
export function writeFlake(root: string, { written, removed }: FlakeChanges): void {
  for (const { path, text } of written) {
    const file = join(root, path)
    mkdirSync(dirname(file), { recursive: true })
    const beside = `${file}.${process.pid}.tmp`
    writeFileSync(beside, text)
    renameSync(beside, file)
  }
  for (const path of removed) rmSync(join(root, path))
}
