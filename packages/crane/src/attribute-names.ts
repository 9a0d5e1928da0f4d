import type { Crate, CrateId } from '@nx-crane/graph'
import { CraneError } from './crane-error'
import type { AttributeName } from './crate-plan'

export type AttributeNames = ReadonlyMap<CrateId, AttributeName>

/**
 * A name in the flake for each crate: its own, or its own and its directory where crates of several workspaces share one.
 *
 * @example attributeNames(crates).get('tools/cli/Cargo.toml') // → 'cli-tools-cli' where another crate is called `cli` too
 */
export function attributeNames(crates: readonly Crate[]): AttributeNames {
  const counts = new Map<string, number>()
  for (const { name } of crates) counts.set(name, (counts.get(name) ?? 0) + 1)
  const names = new Map<CrateId, AttributeName>()
  const taken = new Map<AttributeName, Crate>()
  for (const crate of crates) {
    const name = counts.get(crate.name) === 1 ? crate.name : withDirectory(crate)
    const other = taken.get(name)
    if (other) throw ambiguous(crate, { other, name })
    taken.set(name, crate)
    names.set(crate.id, name)
  }
  return names
}

function withDirectory({ name, dir }: Crate): AttributeName {
  return `${name}-${dir === '' ? 'root' : dir.replaceAll('/', '-')}`
}

function ambiguous(crate: Crate, { other, name }: { other: Crate; name: AttributeName }): CraneError {
  return new CraneError('AMBIGUOUS_CRATE', {
    file: crate.id,
    message: `the flake already has the name ${JSON.stringify(name)} for the crate of ${other.id}`,
    hint: 'rename one of the two',
  })
}
