import { spawnSync } from 'node:child_process'
import { packageManagerOf, readSourceTree } from '@nx-crane/graph'

/** Installs what package.json lists, with the repository's package manager. Whether it succeeded. */
export function installPackages(root: string): boolean {
  const { name, installArgs } = packageManagerOf(readSourceTree(root))
  return spawnSync(name, [...installArgs], { cwd: root, stdio: 'inherit' }).status === 0
}
