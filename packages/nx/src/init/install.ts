import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const BY_LOCK_FILE: readonly [string, string][] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
]

/** Installs what package.json lists, with the package manager whose lock file is there. Whether it succeeded. */
export function installPackages(root: string): boolean {
  const manager = BY_LOCK_FILE.find(([file]) => existsSync(join(root, file)))?.[1] ?? 'npm'
  return spawnSync(manager, ['install'], { cwd: root, stdio: 'inherit' }).status === 0
}
