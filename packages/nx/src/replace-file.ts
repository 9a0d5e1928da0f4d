import { renameSync, rmSync, writeFileSync } from 'node:fs'

/** Writes a file by rename: it is the old one or the new one, whatever happens in between. */
export function replaceFile(path: string, text: string): void {
  const beside = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(beside, text)
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    throw error
  }
}
