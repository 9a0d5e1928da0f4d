import { execFileSync } from 'node:child_process'
import { dirname, relative } from 'node:path'
import type { CargoCase } from './cargo-case'
import type { CaseTask } from './crate-keys-of'
import type { ScratchWorkspace } from './scratch-workspace'

/** The tasks that a case is about: each kind of each crate that cargo says is a member of the workspace at the root. */
export function tasksOf(
  { root, environment }: ScratchWorkspace,
  { kinds = ['build'], crates }: Pick<CargoCase, 'kinds' | 'crates'>,
): CaseTask[] {
  const printed = execFileSync('cargo', ['metadata', '--no-deps', '--format-version=1'], {
    cwd: root,
    env: { ...environment },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const { packages } = JSON.parse(printed) as { packages: { name: string; manifest_path: string }[] }
  const members = packages
    .map(({ name, manifest_path: path }) => ({ name, manifest: relative(root, path) }))
    .filter(({ name, manifest }) => !manifest.startsWith('..') && (crates?.includes(name) ?? true))
  if (members.length === 0) throw new Error(`no crate in ${dirname(root)}`)
  return members.flatMap((crate) => kinds.map((kind) => ({ crate, kind })))
}
