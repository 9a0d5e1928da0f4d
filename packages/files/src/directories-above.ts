import { dirname } from 'node:path'

/** A directory and all that it lies in, the nearest first. */
export function directoryAndAbove(directory: string): string[] {
  const found = [directory]
  for (let dir = directory; dirname(dir) !== dir; found.push(dir)) dir = dirname(dir)
  return found
}
