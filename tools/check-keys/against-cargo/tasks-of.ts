import { execFileSync } from 'node:child_process'
import { dirname, relative } from 'node:path'
import type { CargoCase } from './cargo-case'
import type { CaseTask } from './crate-keys-of'
import type { ScratchWorkspace } from './scratch-workspace'

/**
 * The tasks that a case is about: each kind of each crate that cargo says is a member of the workspace at the root. Crates come
 * after those that they depend on: what cargo builds for one it would not build again for the other.
 */
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
  const { packages } = JSON.parse(printed) as { packages: Package[] }
  const members = inOrder(packages)
    .map(({ name, manifest_path: path }) => ({ name, manifest: relative(root, path) }))
    .filter(({ name, manifest }) => !manifest.startsWith('..') && (crates?.includes(name) ?? true))
  if (members.length === 0) throw new Error(`no crate in ${dirname(root)}`)
  return members.flatMap((crate) => kinds.map((kind) => ({ crate, kind })))
}

interface Package {
  readonly name: string
  readonly manifest_path: string
  readonly dependencies: readonly { readonly name: string }[]
}

function inOrder(packages: readonly Package[]): Package[] {
  const ordered = new Set<Package>()
  const entered = new Set<Package>()
  const visit = (each: Package) => {
    // Tests of crates may go round in a circle.
    if (entered.has(each)) return
    entered.add(each)
    for (const { name } of each.dependencies) packages.filter((other) => other.name === name).forEach(visit)
    ordered.add(each)
  }
  packages.forEach(visit)
  return [...ordered]
}
