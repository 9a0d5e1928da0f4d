import type { Manifest, Manifests } from '../manifest/manifest'
import { stringOf } from '../manifest/toml-table'
import { ancestorsOf, childPath, isWithin, resolvePath } from '../repository-path'
import { directoriesOf } from './workspace-directories'

/** Answers which workspace a manifest belongs to by its place, as Cargo asks before it looks at any members. */
export class WorkspaceRoots {
  readonly #manifests: Manifests
  readonly #found = new Map<string, string | null>()
  readonly #exclusions = new Map<string, Exclusions>()

  constructor(manifests: Manifests) {
    this.#manifests = manifests
  }

  /** The path of the root manifest, which may be the manifest itself; null for a crate that stands alone. */
  rootOf(manifest: Manifest): string | null {
    const known = this.#found.get(manifest.path)
    if (known !== undefined) return known
    const root = this.#find(manifest)
    this.#found.set(manifest.path, root)
    return root
  }

  /**
   * Whether Cargo, when it begins at `root`, takes a manifest below it for one of that workspace though another root lies
   * in between: it looks among the roots that it has read before it looks at the disk.
   */
  admits(root: Manifest, manifest: Manifest): boolean {
    if (manifest.workspace || pointerOf(manifest) !== undefined) return false
    return isWithin(root.dir, manifest.dir) && !this.excludes(root, manifest.path)
  }

  /** Whether the workspace of `root` leaves out the file or directory at `path`. */
  excludes(root: Manifest, path: string): boolean {
    let exclusions = this.#exclusions.get(root.path)
    if (!exclusions) {
      exclusions = exclusionsOf(root)
      this.#exclusions.set(root.path, exclusions)
    }
    if (!exclusions.excluded.some((dir) => isWithin(dir, path))) return false
    return !exclusions.members.some((dir) => isWithin(dir, path))
  }

  #find(manifest: Manifest): string | null {
    if (manifest.workspace) return manifest.path
    const pointer = pointerOf(manifest)
    if (pointer !== undefined) return pointer
    for (const dir of ancestorsOf(manifest.dir)) {
      const ancestor = this.#manifests.load(childPath(dir, 'Cargo.toml'))
      if (!ancestor) continue
      if (ancestor.workspace) {
        if (!this.excludes(ancestor, manifest.path)) return ancestor.path
      } else {
        const elsewhere = pointerOf(ancestor)
        if (elsewhere !== undefined) return elsewhere
      }
    }
    return null
  }
}

/** What `package.workspace` points to: a root manifest elsewhere, null when that lies outside the repository. */
function pointerOf(manifest: Manifest): string | null | undefined {
  const pointer = stringOf(manifest.package, 'workspace')
  if (pointer === undefined) return undefined
  const dir = resolvePath(manifest.dir, pointer)
  return dir === null ? null : childPath(dir, 'Cargo.toml')
}

interface Exclusions {
  readonly excluded: readonly string[]
  readonly members: readonly string[]
}

/** Members count here as they are written: a glob among them saves no directory from `exclude`. */
function exclusionsOf(root: Manifest): Exclusions {
  const within = (key: 'members' | 'exclude') =>
    (directoriesOf(root, key) ?? []).flatMap((entry) => {
      const dir = resolvePath(root.dir, entry)
      return dir === null ? [] : [dir]
    })
  return { excluded: within('exclude'), members: within('members') }
}
