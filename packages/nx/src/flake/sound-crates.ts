import { CrateGraph, type Diagnostic, parentDir } from '@nx-crane/graph'
import { NxCraneError } from '../nx-crane-error'

export interface SoundCrates {
  /** Without the crates whose manifests are at fault. */
  readonly graph: CrateGraph
  readonly warnings: readonly string[]
}

/**
 * The crates that a flake can have. A repository may hold manifests that nothing can be built of, as test data or by
 * oversight; they are left out, with a warning.
 *
 * @param isKnown whether the flake that is there has a crate in that directory
 * @throws NxCraneError where a fault is in the manifest of a workspace, or in one whose crate the flake has: that is somebody's
 *   slip, and a flake without the crate would look like a whole one
 */
export function soundCrates(all: CrateGraph, isKnown: (dir: string) => boolean): SoundCrates {
  const faulty = new Set(all.diagnostics.map(({ file }) => file))
  const crates = all.crates.filter(({ id }) => !faulty.has(id))
  const roots = new Set(crates.map(({ workspace }) => workspace))
  const slips = all.diagnostics.filter(({ file }) => roots.has(file) || isKnown(parentDir(file)))
  if (slips.length > 0 || (faulty.size > 0 && crates.length === 0)) {
    throw new NxCraneError('BROKEN_MANIFESTS', {
      message: (slips.length > 0 ? slips : all.diagnostics).map(textOf).join('\n'),
      hint: 'correct these, then run `nx-crane flake` again',
    })
  }
  return {
    graph: new CrateGraph({
      crates,
      workspaces: all.workspaces.filter(({ manifest }) => roots.has(manifest)),
      diagnostics: [],
    }),
    warnings: all.diagnostics.map(
      (each) => `${textOf(each)}\n  the flake leaves this crate out: ${each.hint}`,
    ),
  }
}

function textOf({ file, message }: Diagnostic): string {
  return `${file}: ${message}`
}
