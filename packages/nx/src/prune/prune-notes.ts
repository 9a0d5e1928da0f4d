import {
  CargoError,
  type Crate,
  type CrateGraph,
  childPath,
  type LockedPackage,
  type PrunedWorkspace,
  parentDir,
  type UnknownReadAt,
} from '@nx-crane/graph'
import { printDiagnostic } from '../infer/print-diagnostic'
import type { Workspace } from '../infer/workspace'
import { NxCraneError } from '../nx-crane-error'

/** For people: a crate of which nobody can tell what it reads. */
export function unsaidNote({ name, id }: Crate, unsaid: readonly UnknownReadAt[]): string[] {
  const [first] = unsaid
  if (!first) return []
  const more = unsaid.length > 1 ? ` and ${unsaid.length - 1} more` : ''
  const place = `${first.path}:${first.line}: ${first.what}${more}`
  return [
    `${id}: the sources of ${name} read files of which they do not say the names (${place}). What lies in the directory of the crate is there; name what lies elsewhere in [package.metadata.nx-crane] include, or write include = [] if nothing does`,
  ]
}

/** For people: that more than the least remains of a lock, and what to do about it. */
export function lockNotes({ manifestsOnly, unknown, locks }: PrunedWorkspace): string[] {
  if (manifestsOnly.length === 0) return []
  const [first] = unknown
  const others = unknown.length > 1 ? ` and ${unknown.length - 1} more` : ''
  const crates = `${manifestsOnly.length} more ${manifestsOnly.length === 1 ? 'crate' : 'crates'}`
  return [
    `${locks.map(({ file }) => file).join(', ')}: it is not known on this machine what the features of ${first?.name} ${first?.version}${others} turn on, so the manifests of ${crates} that use them remain, for \`--locked\` to pass. To have them pruned, run \`cargo fetch --locked\` before`,
  ]
}

export function wholeLockNote(file: string): string {
  return file === 'yarn.lock'
    ? `${file} is copied whole, since it is not written as yarn writes it: \`yarn install --immutable\` refuses it, \`yarn install\` takes the same versions`
    : `${file} is copied whole: bun before 1.4 refuses it with --frozen-lockfile, \`bun install\` takes the same versions`
}

/** Throws for a manifest that Cargo does not read, and for crates of a lock that are nowhere: nothing could be built. */
export function refuseFaults({ diagnostics }: Workspace, pruned: PrunedWorkspace, graph: CrateGraph): void {
  const manifests = new Set([...pruned.crates, ...pruned.manifestsOnly])
  for (const id of pruned.crates) manifests.add(graph.crate(id)?.workspace ?? id)
  const fault = diagnostics.find(({ file }) => manifests.has(file))
  if (fault) {
    const [message = '', ...hint] = printDiagnostic(fault).split('\n  ')
    throw new NxCraneError('FAULTY_PROJECT', { message, hint: hint.join('\n  ') })
  }
  const [missing] = pruned.missing
  if (missing) throw notThere(missing, pruned, graph)
}

/** Most often the lock is of another day than the manifests. */
function notThere(
  { name, version }: LockedPackage,
  { locks }: PrunedWorkspace,
  { crates }: CrateGraph,
): CargoError {
  const file = locks.find(({ packages }) => packages.some((each) => each.name === name))?.file ?? 'Cargo.lock'
  const other = crates.find((crate) => crate.name === name)
  return other
    ? new CargoError('LOCK_OUT_OF_DATE', {
        file,
        message: `the lock holds ${name} ${version}, which is ${other.version} in ${other.id}`,
        hint: `run \`cargo update --workspace --manifest-path ${childPath(parentDir(file), 'Cargo.toml')}\` and commit the lock`,
      })
    : new CargoError('CRATE_OUTSIDE', {
        file,
        message: `the crate ${name} ${version} is locked as one of the repository, and is not in it`,
        hint: 'move the crate into the repository, or take it from a registry or from Git',
      })
}
