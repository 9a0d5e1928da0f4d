import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** The programs of a name on PATH and then in `further` directories, in order. */
export function programsNamed(name: string, further: readonly string[] = []): string[] {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(isAbsolute)
  return [...onPath, ...further].map((directory) => join(directory, name)).filter(isExecutable)
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
