import { statSync } from 'node:fs'

/** By which a program is known again without reading it: another one, or another version, has another stamp. */
export type ProgramStamp = readonly [size: number, mtimeMs: number, ctimeMs: number, ino: number]

/** Null where nothing is. */
export function programStamp(path: string): ProgramStamp | null {
  const stats = statSync(path, { throwIfNoEntry: false })
  return stats ? [stats.size, stats.mtimeMs, stats.ctimeMs, stats.ino] : null
}
