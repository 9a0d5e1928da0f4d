import type { NarNode } from './nar-node'
import { nameOfBytes } from './nar-path'

/** What an archive holds, one after the other; a directory comes before what is in it. Paths are relative, `''` is the root itself. */
export type NarItem =
  | { readonly is: 'directory'; readonly path: string }
  | {
      readonly is: 'file'
      readonly path: string
      readonly executable: boolean
      readonly contents: AsyncIterable<Uint8Array> | Iterable<Uint8Array>
    }
  | { readonly is: 'link'; readonly path: string; readonly target: string }

/** The items of a tree, in any order below a directory. Throws for a name that {@link nameOfBytes} refuses. */
export function* narItems(node: NarNode, path = ''): Generator<NarItem, void> {
  switch (node.kind) {
    case 'directory':
      yield { is: 'directory', path }
      for (const entry of node.entries()) {
        const name = nameOfBytes(entry.name, path)
        yield* narItems(entry.node(), path === '' ? name : `${path}/${name}`)
      }
      return
    case 'symlink':
      yield { is: 'link', path, target: Buffer.from(node.target).toString('utf8') }
      return
    default:
      yield { is: 'file', path, executable: node.kind === 'executable', contents: node.chunks() }
  }
}
