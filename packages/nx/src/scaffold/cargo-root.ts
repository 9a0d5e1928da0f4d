import {
  addMember,
  ancestorsOf,
  buildCrateGraph,
  childPath,
  isWithin,
  parentDir,
  parseManifest,
} from '@nx-crane/graph'
import { isObject, objectAt } from '../init/edit-json'
import { NxCraneError } from '../nx-crane-error'
import type { Draft } from './draft'

export type Edition = '2021' | '2024'

/** The root manifest of the Cargo workspace that a new crate is to be a member of. */
export interface CargoRoot {
  readonly manifest: string
  readonly dir: string
  /** Its `[workspace]` table; empty in one that is not written yet. */
  readonly workspace: Readonly<Record<string, unknown>>
}

/** The nearest above the directory; one in the repository's root where there is none. */
export function cargoRootFor(draft: Draft, dir: string): CargoRoot {
  for (const above of ancestorsOf(dir)) {
    const manifest = childPath(above, 'Cargo.toml')
    const text = draft.read(manifest)
    const workspace = text === undefined ? undefined : workspaceOf(text, manifest)
    if (workspace) return { manifest, dir: above, workspace }
  }
  return { manifest: 'Cargo.toml', dir: '', workspace: {} }
}

function workspaceOf(text: string, manifest: string): Readonly<Record<string, unknown>> | undefined {
  const parsed = parseManifest(text)
  if ('fault' in parsed) {
    const { line, message, hint } = parsed.fault
    throw new NxCraneError('INVALID_MANIFEST', { message: `${manifest}:${line}: ${message}`, hint })
  }
  return isObject(parsed.toml.workspace) ? objectAt(parsed.toml, 'workspace') : undefined
}

/** Makes the crate at `dir`, whose manifest the draft has, a member. What covers it already is left as it is. */
export function addToCargoRoot(
  draft: Draft,
  root: CargoRoot,
  { dir, edition }: { dir: string; edition: Edition },
): void {
  const text = draft.read(root.manifest)
  const relative = root.dir === '' ? dir : dir.slice(root.dir.length + 1)
  if (text === undefined) {
    const members = parentDir(relative) === '' ? relative : `${parentDir(relative)}/*`
    const resolver = edition === '2024' ? '3' : '2'
    draft.write(root.manifest, `[workspace]\nresolver = "${resolver}"\nmembers = ["${members}"]\n`)
    draft.note(`${root.manifest}: created, a workspace of ${members}`)
  } else if (!isMember(draft, root, dir)) {
    const extended = addMember(text, relative)
    if (extended === null) {
      throw new NxCraneError('MEMBERS_NOT_EDITABLE', {
        message: `${root.manifest} lists its members in a way that cannot be added to`,
        hint: `add "${relative}" to the members of its [workspace] yourself, and run this again`,
      })
    }
    draft.write(root.manifest, extended)
    draft.note(`${root.manifest}: added ${relative} to the members of the workspace`)
  }
  if (isMember(draft, root, dir) && !isPointedElsewhere(draft, root, dir)) return
  throw new NxCraneError('NOT_A_MEMBER', {
    message: `${root.manifest} does not take ${relative} as a member of its workspace`,
    hint: 'a manifest between the two assigns it to another workspace; choose another --directory',
  })
}

/** Whether a manifest between the two names another workspace: from the root Cargo takes the crate all the same, in its own directory it does not. */
function isPointedElsewhere(draft: Draft, root: CargoRoot, dir: string): boolean {
  return ancestorsOf(dir)
    .filter((above) => above !== root.dir && isWithin(root.dir, above))
    .some((above) => {
      const parsed = parseManifest(draft.read(childPath(above, 'Cargo.toml')) ?? '')
      return 'toml' in parsed && objectAt(parsed.toml, 'package').workspace !== undefined
    })
}

/** Asked of the crate graph, which knows globs and exclusions as Cargo does. */
function isMember(draft: Draft, root: CargoRoot, dir: string): boolean {
  const id = childPath(dir, 'Cargo.toml')
  const graph = buildCrateGraph(draft, [root.manifest, id])
  return graph.workspaces.some(
    (workspace) => workspace.manifest === root.manifest && workspace.members.includes(id),
  )
}
