import { hash } from 'node:crypto'
import { NixError } from '@nx-crane/nix'
import type { EvaluatedTasks } from '@nx-crane/nix/cli'
import { printNixKeyFile } from './key-file'
import { faultyPart, type KeyPart } from './key-part'

/** The keys of those tasks of a crate that Nix builds: the paths that it builds. */
export function nixKeyPart(
  { paths, errors }: Pick<EvaluatedTasks, 'paths' | 'errors'>,
  manifest: string,
  kinds: readonly string[],
): KeyPart {
  const tasks = paths[manifest]?.tasks
  if (tasks === undefined) return faultyPart(unknownCrate(manifest))
  const files = new Map<string, string>()
  const faults: string[] = []
  for (const kind of kinds) {
    const path = tasks[kind]
    if (path) files.set(kind, printNixKeyFile(path.storePath))
    else faults.push(errors[manifest]?.[kind]?.message ?? `${manifest}: Nix has no task to ${kind} it`)
  }
  return {
    signature: faults.length > 0 ? null : `nix ${hash('sha256', JSON.stringify([...files]))}`,
    keys: () => ({ files, faults }),
  }
}

/** What the flake has nothing for was added since it was written. */
export function unknownCrate(manifest: string): NixError {
  return new NixError('FLAKE_OUT_OF_DATE', {
    file: manifest,
    message: 'the flake does not have this crate',
    hint: 'update it with `npx nx sync` or `npx nx-crane flake`, and commit it',
  })
}
