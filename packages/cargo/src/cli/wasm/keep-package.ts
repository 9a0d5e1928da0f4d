import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { join } from 'node:path'
import { listFiles } from './write-package'

/** How many packages of earlier builds stay, for other servers and for what is edited back. */
const KEPT = 16

/** Moves the finished package to where its content says. Whoever was there first with the same bytes has it. */
export function keepPackage(staging: string, packages: string): string {
  const hash = createHash('sha256')
  for (const file of listFiles(staging)) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(staging, file)))
      .update('\0')
  }
  const dir = join(packages, hash.digest('hex').slice(0, 20))
  if (existsSync(dir)) {
    rmSync(staging, { recursive: true })
    keepLonger(dir)
    return dir
  }
  mkdirSync(packages, { recursive: true })
  try {
    renameSync(staging, dir)
  } catch (error) {
    // Another server has built the same at the same time.
    if (!existsSync(dir)) throw error
    rmSync(staging, { recursive: true })
  }
  removeOldest(packages)
  return dir
}

/** It is in use, whenever it was made. */
export function keepLonger(dir: string): void {
  const now = new Date()
  utimesSync(dir, now, now)
}

function removeOldest(packages: string): void {
  const byAge = readdirSync(packages)
    .map((name) => join(packages, name))
    .map((dir) => ({ dir, time: statSync(dir, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time)
  for (const { dir } of byAge.slice(KEPT)) rmSync(dir, { recursive: true, force: true })
}
