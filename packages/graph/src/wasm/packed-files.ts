import { filesBelow } from '../files-below'
import { parseTypeScriptPackage } from '../npm/package-manifest'
import { baseName, childPath, isWithin, resolvePath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { pathPattern, patternBase } from '../sources/path-pattern'
import { isPackageText } from './package-json'

/**
 * The committed files that npm would pack of a crate's directory with a `package.json`, relative to it, sorted: what the
 * manifest names, README and licence. A manifest without `files` stands for all but the crate's own sources. What was
 * built below the `written` directories is not among them; where the crate's own is one, nothing is known to be built.
 */
export function packedFiles(
  dir: string,
  { tree, written }: { readonly tree: SourceTree; readonly written: readonly string[] },
): string[] {
  const text = tree.read(childPath(dir, 'package.json')) ?? '{}'
  const below = filesBelow(tree, dir, (path) => !SKIPPED.test(baseName(path)))
  const all = below
    .map((path) => (dir === '' ? path : path.slice(dir.length + 1)))
    .filter((path) => !written.some((outDir) => outDir !== '.' && isWithin(outDir, path)))
  const named = isListing(text) ? namedBy(text) : (path: string) => !IS_SOURCE.test(path)
  return all.filter((path) => path === 'package.json' || isPackageText(path) || named(path)).sort()
}

function isListing(text: string): boolean {
  try {
    const json = JSON.parse(text.replace(/^\uFEFF/, '')) as { readonly files?: unknown } | null
    return Array.isArray(json?.files)
  } catch {
    return false // what is wrong with it is told of the package
  }
}

/** Entry points are packed whether `files` names them or not. */
function namedBy(text: string): (path: string) => boolean {
  const { package: found } = parseTypeScriptPackage(text, 'package.json')
  const tests = (found?.entryPoints ?? []).flatMap((entry) => {
    const path = resolvePath('', entry.replace(/^\/+/, ''))
    if (path === null) return []
    if (path === '') return [() => true]
    return [patternBase(path) === path ? (file: string) => isWithin(path, file) : pathPattern(path)]
  })
  return (path) => tests.some((test) => test(path))
}

const IS_SOURCE = /\.rs$|^Cargo\.(?:toml|lock)$/
// What tools write there must not be part of a plan, whether it is there or not.
const SKIPPED = /^(?:node_modules|target|dist|build|out|coverage|\..*)$/
