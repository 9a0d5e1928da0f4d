import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { addDeclaredReads, CACHED_KINDS, type SourceTree } from '@nx-crane/graph'
import { type ObservedCrate, observedCrates } from '@nx-crane/keys/cli'
import { registeredOptions } from '../init/nx-json'
import { projectManifests } from '../project-manifests'

/** What builds were seen to read of a crate whose sources don't say it, and what that means for its manifest. */
export interface CrateInputs extends ObservedCrate {
  readonly verdict: InputsVerdict
}

export type InputsVerdict =
  /** The manifest declares all that is known to be read. */
  | { readonly is: 'declared' }
  /** Not all of it was seen running. */
  | { readonly is: 'unobserved' }
  /** It cannot be declared whole. */
  | { readonly is: 'wide'; readonly since: string }
  /** `text` is the manifest with what it lacks; null where that is written in a way that cannot be added to. */
  | { readonly is: 'missing'; readonly text: string | null }

export interface CrateInputsRequest {
  /** Of the repository, absolute. */
  readonly root: string
  /** The manifests as they are to be edited. */
  readonly tree: SourceTree
}

/** All such crates, by manifest. What was seen is what lies in the state directory of `root`. */
export function crateInputs({ root, tree }: CrateInputsRequest): CrateInputs[] {
  const { targets } = registeredOptions(tree.read('nx.json'))
  const observed = observedCrates({
    root,
    memoDir: join(root, stateDirectory(root)),
    kinds: CACHED_KINDS.filter((kind) => targets[kind] !== false),
    manifests: projectManifests(tree).cargo,
  })
  return observed.map((crate) => ({ ...crate, verdict: verdictOf(crate, tree) }))
}

function verdictOf({ crate, isDeclared, unobserved, reads }: ObservedCrate, tree: SourceTree): InputsVerdict {
  if (reads.refusal !== null) return { is: 'wide', since: reads.refusal }
  if (isDeclared && reads.include.length === 0 && reads.env.length === 0) return { is: 'declared' }
  if (!isDeclared && unobserved.length > 0) return { is: 'unobserved' }
  const manifest = tree.read(crate)
  return { is: 'missing', text: manifest === undefined ? null : addDeclaredReads(manifest, reads) }
}
