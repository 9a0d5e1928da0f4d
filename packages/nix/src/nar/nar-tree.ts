import { NixError } from '../nix-error'
import type { NarDirectory, NarEntry, NarFile, NarLink, NarNode } from './nar-node'

/** A file of an archive from its contents. */
export function narFile(contents: string | Uint8Array, { executable = false } = {}): NarFile {
  const bytes = Buffer.from(contents)
  return { kind: executable ? 'executable' : 'regular', size: bytes.length, chunks: () => [bytes] }
}

/** A symbolic link of an archive. */
export function narLink(target: string): NarLink {
  return { kind: 'symlink', target: Buffer.from(target) }
}

/**
 * A directory assembled from nodes at paths, wherever each comes from: files on the disk beside text that exists nowhere.
 * Directories on the way are made; one that is given, too, brings its own entries with it. The order does not matter.
 *
 * @example narTree([['src', readNarSource('crates/engine/src')], ['Cargo.lock', narFile(prunedLock)]])
 */
export function narTree(nodes: Iterable<readonly [path: string, node: NarNode]>): NarDirectory {
  const root: Branch = { below: new Map(), given: undefined }
  for (const [path, node] of nodes) {
    let branch = root
    for (const name of path === '' ? [] : path.split('/')) {
      const below = branch.below.get(name) ?? { below: new Map(), given: undefined }
      branch.below.set(name, below)
      branch = below
    }
    if (branch.given) throw conflict(path, 'is given twice')
    branch.given = node
  }
  return directoryOf(root, '')
}

interface Branch {
  readonly below: Map<string, Branch>
  given: NarNode | undefined
}

function nodeOf(branch: Branch, path: string): NarNode {
  if (branch.below.size > 0 || !branch.given) return directoryOf(branch, path)
  return branch.given
}

function directoryOf({ below, given }: Branch, path: string): NarDirectory {
  if (given && given.kind !== 'directory') throw conflict(path, 'is given as a file and has files below it')
  const named = [...below].map(([name, branch]): NarEntry => {
    const place = path === '' ? name : `${path}/${name}`
    const node = nodeOf(branch, place)
    return { name: Buffer.from(name), node: () => node }
  })
  return { kind: 'directory', entries: () => [...(given?.entries() ?? []), ...named] }
}

function conflict(path: string, fault: string): NixError {
  return new NixError('MALFORMED_TREE', {
    ...(path === '' ? {} : { file: path }),
    message: path === '' ? `the root ${fault}` : fault,
    hint: 'every path may be given once, and only directories may have others below them',
  })
}
