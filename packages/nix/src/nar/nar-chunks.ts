import { NixError } from '../nix-error'
import { NarBlock } from './nar-block'
import type { NarDirectory, NarEntry, NarFile, NarNode } from './nar-node'
import { printName } from './print-name'

/**
 * The archive of `root`, byte for byte what `nix-store --dump` prints, in chunks. Holds one chunk of a file at a time.
 * Trees of any depth; Nix itself refuses more than 63 directories in each other since 2.34 (2.8 does not).
 * A chunk given out is never written again, so it may be kept or queued.
 */
export function* narChunks(root: NarNode): Generator<Uint8Array, void, undefined> {
  const block = new NarBlock()
  block.text('nix-archive-1')
  const open: OpenDirectory[] = []
  let node: NarNode | undefined = root
  // A loop and not a recursion: a generator inside a generator costs as many calls a chunk as the tree is deep.
  while (node) {
    if (node.kind === 'directory') open.push(openDirectory(block, node, open))
    else {
      if (node.kind === 'symlink') {
        block.text('(', 'type', 'symlink', 'target')
        block.string(node.target)
      } else yield* file(block, node, open)
      block.text(')')
    }
    node = nextNode(block, open)
    if (block.isFull) yield block.take()
  }
  yield block.take()
}

interface OpenDirectory {
  readonly entries: readonly NarEntry[]
  next: number
}

function openDirectory(
  block: NarBlock,
  directory: NarDirectory,
  open: readonly OpenDirectory[],
): OpenDirectory {
  block.text('(', 'type', 'directory')
  const entries = [...directory.entries()].sort((a, b) => Buffer.compare(a.name, b.name))
  entries.forEach(({ name }, index) => {
    const before = entries[index - 1]
    const fault = before && Buffer.compare(before.name, name) === 0 ? 'is there twice' : faultOfName(name)
    if (fault) throw malformed([...namesOf(open), printName(name)].join('/'), fault)
  })
  return { entries, next: 0 }
}

/** The node that follows in the archive; closes the directories that end before it. */
function nextNode(block: NarBlock, open: OpenDirectory[]): NarNode | undefined {
  for (let directory = open.at(-1); directory; directory = open.at(-1)) {
    if (directory.next > 0) block.text(')') // of the entry that has just been written
    const entry = directory.entries[directory.next++]
    if (entry) {
      block.text('entry', '(', 'name')
      block.string(entry.name)
      block.text('node')
      return entry.node()
    }
    block.text(')')
    open.pop()
  }
  return undefined
}

function* file(block: NarBlock, node: NarFile, open: readonly OpenDirectory[]): Generator<Uint8Array> {
  block.text('(', 'type', 'regular')
  if (node.kind === 'executable') block.text('executable', '')
  block.text('contents')
  block.length(node.size)
  let size = 0
  for (const chunk of node.chunks()) {
    size += chunk.length
    if (block.fits(chunk.length)) block.bytes(chunk)
    else {
      if (!block.isEmpty) yield block.take()
      yield chunk
    }
  }
  if (size !== node.size) {
    throw new NixError('WRONG_SIZE', {
      file: namesOf(open).join('/'),
      message: `${size} bytes were given for a file said to be of ${node.size}`,
      hint: 'NarFile.size must be the length of all its chunks together',
    })
  }
  block.pad(size)
}

/** The names on the way to the node that is being written. */
function namesOf(open: readonly OpenDirectory[]): string[] {
  return open.map(({ entries, next }) => printName(entries[next - 1]?.name ?? new Uint8Array()))
}

function faultOfName(name: Uint8Array): string | undefined {
  if (name.length === 0) return 'is not a name'
  if (name.includes(0)) return 'holds a NUL'
  if (name.includes(0x2f)) return 'holds a slash'
  const isDots = name.length <= 2 && name.every((byte) => byte === 0x2e)
  return isDots ? 'cannot be the name of a file' : undefined
}

function malformed(file: string, fault: string): NixError {
  return new NixError('MALFORMED_TREE', {
    file,
    message: `the name ${fault}`,
    hint: 'every name in a directory must be one that a directory can hold, once',
  })
}
