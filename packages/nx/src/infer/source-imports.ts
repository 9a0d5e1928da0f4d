import { type SourceImport, type SourceTree, wasmImports } from '@nx-crane/cargo'

const SOURCE_FILE = /\.(?:[cm]?[jt]s|[jt]sx|vue|svelte|astro)$/
const OUTSIDE = new Set(['node_modules', 'dist', 'build', 'coverage', 'target', 'pkg', 'out-tsc', 'out'])

/** What the sources of the npm package in `dir` import. Directories with a manifest of their own belong to another project. */
export function* readImports(tree: SourceTree, dir: string): Iterable<SourceImport> {
  const entries = tree.list(dir)
  for (const [name, kind] of entries ?? []) {
    const path = dir === '' ? name : `${dir}/${name}`
    if (kind === 'directory' && !name.startsWith('.') && !OUTSIDE.has(name)) {
      const inside = tree.list(path)
      if (inside && !inside.has('package.json') && !inside.has('Cargo.toml')) yield* readImports(tree, path)
    } else if (kind === 'file' && SOURCE_FILE.test(name)) {
      for (const specifier of wasmImports(tree.read(path) ?? '')) yield { file: path, specifier }
    }
  }
}
