import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs'
import { join, resolve } from 'node:path'
import {
  type HeldDirectory,
  holdDirectory,
  MOST_BUILT_BYTES,
  type Place,
  readRegularFile,
} from '@nx-crane/files'
import { listFiles } from './write-package'

/** How many packages of earlier builds stay, for other servers and for what is edited back. */
const KEPT = 16

/**
 * Moves the finished package to where its content says, and returns that directory. Whoever was there first with the same
 * bytes has it.
 */
export function keepPackage(staging: string, packages: Place): string {
  const hash = createHash('sha256')
  for (const file of listFiles(staging)) {
    hash
      .update(`${file}\0`)
      .update(readRegularFile(join(staging, file), { maxBytes: MOST_BUILT_BYTES }))
      .update('\0')
  }
  const name = hash.digest('hex').slice(0, 20)
  using directory = holdDirectory(packages, { make: true })
  if (!existsSync(directory.at(name))) {
    try {
      renameSync(staging, directory.at(name))
      removeOldest(directory)
    } catch (error) {
      // Another server may have built the same at the same time.
      if (!existsSync(directory.at(name))) throw error
    }
  }
  const dir = resolve(packages.root, packages.path, name)
  keepLonger(dir)
  return dir
}

/** It is in use, whenever it was made. */
export function keepLonger(dir: string): void {
  const now = new Date()
  utimesSync(dir, now, now)
}

function removeOldest(packages: HeldDirectory): void {
  const byAge = readdirSync(packages.at())
    .map((name) => ({ name, time: lstatSync(packages.at(name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time)
  for (const { name } of byAge.slice(KEPT)) rmSync(packages.at(name), { recursive: true, force: true })
}
