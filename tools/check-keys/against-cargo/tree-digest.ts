import { hash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

/** Digests of all files below a directory by path, with modes and where links lead; times do not count. */
export function treeDigest(directory: string, isLeftOut: (name: string) => boolean = () => false): string {
  return hash('sha256', entriesOf(directory, '', isLeftOut).join('\n'))
}

function entriesOf(directory: string, prefix: string, isLeftOut: (name: string) => boolean): string[] {
  return readdirSync(join(directory, prefix))
    .filter((name) => !isLeftOut(name))
    .sort()
    .flatMap((name) => {
      const path = join(prefix, name)
      const stat = lstatSync(join(directory, path))
      if (stat.isDirectory()) return [`${path}/`, ...entriesOf(directory, path, isLeftOut)]
      if (stat.isSymbolicLink()) return [`${path} -> ${readlinkSync(join(directory, path))}`]
      if (!stat.isFile()) return [`${path} ${stat.mode}`]
      return [`${path} ${stat.mode} ${hash('sha256', readFileSync(join(directory, path)))}`]
    })
}
