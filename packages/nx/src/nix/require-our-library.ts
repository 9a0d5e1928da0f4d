import { join } from 'node:path'
import { GENERATED_DIRECTORY, generatedLibrary, readNixLibrary } from '@nx-crane/crane'
import { readTextIfAny } from '@nx-crane/files'
import { NixError } from '@nx-crane/nix'

/** Throws where the Nix files in the repository are those of another version of this plugin: they may give something else. */
export function requireOurLibrary(root: string): void {
  // Where there is no flake at all, that is said by whoever evaluates it.
  if (readTextIfAny(join(root, GENERATED_DIRECTORY, 'crates.nix')) === undefined) return
  for (const { path, text } of generatedLibrary(readNixLibrary())) {
    if (readTextIfAny(join(root, path)) === text) continue
    throw new NixError('FLAKE_OUT_OF_DATE', {
      file: path,
      message: 'differs from what this version of nx-crane writes',
      hint: 'update it with `npx nx sync` or `npx nx-crane flake`, and commit it',
    })
  }
}
