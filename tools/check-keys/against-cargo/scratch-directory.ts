import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { cacheDirectory } from '@nx-crane/keys/cli'

/** Gives a directory that is removed at the end. What lies below one for temporary files would be nobody's input. */
export async function inScratchDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  mkdirSync(cacheDirectory(), { recursive: true })
  const directory = realpathSync(mkdtempSync(join(cacheDirectory(), 'against-cargo-')))
  try {
    return await use(directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}
