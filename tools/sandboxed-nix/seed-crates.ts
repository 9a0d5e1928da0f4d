import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseLock } from '@nx-crane/graph'
import type { SandboxedNix } from './sandboxed-nix'

/**
 * Puts the packages of a lock into the store as crane would have fetched them, from the archives that Cargo has
 * downloaded: a fixed output counts as built when it is there. What Cargo does not have yet it fetches.
 */
export function seedCrates(
  nix: SandboxedNix,
  { workspace, staging }: { workspace: string; staging: string },
): number {
  const lock = parseLock(readFileSync(join(workspace, 'Cargo.lock'), 'utf8'), 'Cargo.lock')
  const fetched = lock.packages.filter(({ checksum }) => checksum !== null)
  if (fetched.length === 0) return 0
  execFileSync('cargo', ['fetch', '--locked', '--quiet'], {
    cwd: workspace,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  mkdirSync(staging, { recursive: true })
  const files = fetched.map(({ name, version }) => {
    const file = join(staging, `cargo-src-${name}-${version}`)
    copyFileSync(archiveOf(`${name}-${version}.crate`), file)
    return file
  })
  nix.addFixed(files)
  return files.length
}

function archiveOf(name: string): string {
  const cache = join(process.env.CARGO_HOME ?? join(homedir(), '.cargo'), 'registry', 'cache')
  const found = readdirSync(cache)
    .map((registry) => join(cache, registry, name))
    .find((path) => existsSync(path))
  if (found === undefined) throw new Error(`cargo fetch left no ${name} below ${cache}`)
  return found
}
