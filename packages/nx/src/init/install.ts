import { spawnSync } from 'node:child_process'
import { packageManagerOf, readSourceTree } from '@nx-crane/cargo'

/** Installs what package.json lists, with the repository's package manager. Whether it succeeded. */
export function installPackages(root: string): boolean {
  const [program = 'npm', ...args] = packageManagerOf(readSourceTree(root)).install
  return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status === 0
}
