import type { Crate, CrateId } from '@nx-crane/cargo'
import { CraneError } from './crane-error'
import type { CrateKey } from './crate-plan'

export type CrateKeys = ReadonlyMap<CrateId, CrateKey>

/**
 * A name in the flake for each crate: its own, or its own and its directory where crates of several workspaces share one.
 *
 * @example crateKeys(crates).get('tools/cli/Cargo.toml') // → 'cli-tools-cli' where another crate is called `cli` too
 */
export function crateKeys(crates: readonly Crate[]): CrateKeys {
  const counts = new Map<string, number>()
  for (const { name } of crates) counts.set(name, (counts.get(name) ?? 0) + 1)
  const keys = new Map<CrateId, CrateKey>()
  const taken = new Map<CrateKey, Crate>()
  for (const crate of crates) {
    const key = counts.get(crate.name) === 1 ? crate.name : withDirectory(crate)
    const other = taken.get(key)
    if (other) throw ambiguous(crate, { other, key })
    taken.set(key, crate)
    keys.set(crate.id, key)
  }
  return keys
}

function withDirectory({ name, dir }: Crate): CrateKey {
  return `${name}-${dir === '' ? 'root' : dir.replaceAll('/', '-')}`
}

function ambiguous(crate: Crate, { other, key }: { other: Crate; key: CrateKey }): CraneError {
  return new CraneError('AMBIGUOUS_CRATE', {
    file: crate.id,
    message: `the crate would be called ${JSON.stringify(key)} in the flake, as that of ${other.id} is`,
    hint: 'rename one of the two',
  })
}
