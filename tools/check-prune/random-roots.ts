import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../kit/random'
import { patchFromGit } from './git-packages'
import { type Member, writeText } from './random-member'

export interface RootsOf {
  readonly root: string
  readonly random: Random
  readonly git: string
  readonly members: readonly Member[]
  /** Lines of `[workspace.dependencies]` of the outer workspace. */
  readonly inherited: ReadonlyMap<string, string>
}

/** The manifests of both workspaces. That of a crate in the root is taken from `Package.toml`. */
export function writeRoots({ root, random, git, members, inherited }: RootsOf): void {
  const rootMember = members.find(({ dir }) => dir === '')
  const dirsOf = (workspace: string) =>
    members.filter((each) => each.workspace === workspace && !each.isExcluded && each.dir !== '')
  const nested = dirsOf('nested')
  const resolver = random.pick(['1', '2', '3'])
  const lines = [
    '[workspace]',
    `resolver = "${resolver}"`,
    `members = ${JSON.stringify(dirsOf('').map(({ dir }) => dir))}`,
    'exclude = ["outside", "nested"]',
    '',
    '[workspace.package]',
    'version = "0.1.0"',
    '',
    '[workspace.lints.rust]',
    'unused = "allow"',
    '',
    '[workspace.dependencies]',
    ...inherited.values(),
  ]
  const [netIsPatched, seedIsPatched] = [random.chance(0.4), random.chance(0.3)]
  if (netIsPatched || seedIsPatched) lines.push('', '[patch.crates-io]')
  if (seedIsPatched) lines.push(patchFromGit(git))
  if (netIsPatched) {
    lines.push('ext-net = { path = "outside/ext-net" }')
    writeText(
      root,
      'outside/ext-net/Cargo.toml',
      '[package]\nname = "ext-net"\nversion = "1.0.5"\nedition = "2021"\n[features]\ntls = ["dep:ext-tls"]\n[dependencies]\next-tls = { version = "1", optional = true }\n',
    )
    writeText(root, 'outside/ext-net/src/lib.rs', '')
  }
  if (random.chance(0.3)) lines.push('', '[profile.dev.package.c0]', 'opt-level = 1')
  // It is written as the manifest of the crate already, where the root is one.
  rewriteRoot(root, rootMember !== undefined, lines)
  if (nested.length > 0)
    writeText(
      root,
      'nested/Cargo.toml',
      `[workspace]\nresolver = "2"\nmembers = ${JSON.stringify(nested.map(({ dir }) => dir.replace('nested/', '')))}\n`,
    )
}

function rewriteRoot(root: string, hasPackage: boolean, lines: readonly string[]): void {
  const own = hasPackage ? `${readFileSync(join(root, 'Package.toml'), 'utf8')}\n` : ''
  writeText(root, 'Cargo.toml', `${own}${lines.join('\n')}\n`)
  rmSync(join(root, 'Package.toml'), { force: true })
}
