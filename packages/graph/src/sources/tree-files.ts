import { isFile } from '../files-below'
import type { SourceTree } from '../source-tree'
import { pathStrings } from './path-strings'
import { PLAIN_RUST, type RustFacts } from './rust-facts'
import { scanRust } from './scan-rust'
import type { SourceFile, SourceFiles } from './source-files'
import { isInside } from './source-path'

/** The files of a tree for those who ask what is there and what sources say: digests are empty. */
export function treeFiles(tree: SourceTree): SourceFiles {
  const known = new Map<string, RustFacts>()
  const scan = (path: string) => {
    const text = isInside(path) ? tree.read(path) : undefined
    return text === undefined ? PLAIN_RUST : scanRust(text)
  }
  return {
    // A tree knows nothing of what lies outside, and takes a path from the root of the disk for one of its own.
    file: (path) => (isInside(path) && isFile(tree, path) ? PRESENT : undefined),
    rust(path) {
      const facts = known.get(path) ?? scan(path)
      known.set(path, facts)
      return facts
    },
    strings: (path) => pathStrings((isInside(path) ? tree.read(path) : undefined) ?? ''),
    list: (path) => (isInside(path) ? tree.list(path) : undefined),
  }
}

const PRESENT: SourceFile = { digest: '', isExecutable: false }
