import { execFileSync } from 'node:child_process'

/** Makes a Git repository of a directory: tools ask Git which files there are. */
export function commitAll(root: string): void {
  const identity = ['-c', 'user.name=Bench', '-c', 'user.email=bench@example.com']
  for (const args of [
    ['init', '--quiet', '--initial-branch=main'],
    ['add', '--all'],
    [...identity, 'commit', '--quiet', '--message', 'All'],
  ])
    execFileSync('git', args, { cwd: root, stdio: 'pipe' })
}
