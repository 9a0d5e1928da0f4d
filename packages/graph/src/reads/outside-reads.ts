import type { Crate, CrateId } from '../crate'
import { declaredGlob } from '../declared-files'
import { globsAt, literalGlob } from '../glob/glob-of-path'
import { stringsOf, tableOf } from '../manifest/toml-table'
import { ancestorsOf, baseName, childPath, isWithin, parentDir, resolvePath } from '../repository-path'
import type { EntryKind, SourceTree } from '../source-tree'
import { rootsOf } from '../sources/crate-files'
import { namedPaths } from '../sources/named-paths'
import { patternBase } from '../sources/path-pattern'
import { scriptUsesOthers } from '../sources/script-reruns'
import { parseWasmSettings } from '../wasm/wasm-settings'
import { outsideSources } from './outside-sources'
import { parseRustRead, type RustRead, rustReadsAt } from './rust-reads'
import { tauriConfigsOf } from './tauri-config'

/** How far reads go that no text says: no further than what it names, to the data of the repository, or to all of it. */
export type Reach = 'named' | 'data' | 'all'

/** What a crate may read of the repository outside of its directory. */
export interface OutsideReads {
  /** Globs from the root of what it names, whether or not that is there. Sorted. */
  readonly globs: readonly string[]
  /** Those of what is no data, named by strings of which nobody knows what they are for: of interest where `reach` is `data`. */
  readonly texts: readonly string[]
  /** When it is compiled, for itself and for others; when its library runs; and in its own programs and tests. */
  readonly compiled: Reach
  readonly run: Reach
  readonly tested: Reach
}

export const NO_OUTSIDE_READS: OutsideReads = {
  globs: [],
  texts: [],
  compiled: 'named',
  run: 'named',
  tested: 'named',
}

/** The farther of two. */
export function farther(one: Reach, other: Reach): Reach {
  return REACHES.indexOf(one) < REACHES.indexOf(other) ? other : one
}

const REACHES: readonly Reach[] = ['named', 'data', 'all']

/** Of each crate that may read anything outside of its directory. */
export function outsideReads(tree: SourceTree, crates: readonly Crate[]): Record<CrateId, OutsideReads> {
  const dirs = new Set(crates.map(({ dir }) => dir))
  const found = crates.map((crate) => [crate.id, readsOf(crate, tree, dirs)] as const)
  return Object.fromEntries(found.filter(([, reads]) => reads !== NO_OUTSIDE_READS))
}

function readsOf(crate: Crate, tree: SourceTree, crateDirs: ReadonlySet<string>): OutsideReads {
  const globs = new Set(declaredGlobs(crate))
  const texts = new Set<string>()
  const reach = { compiled: scriptReach(crate), run: 'named' as Reach, tested: 'named' as Reach }
  const { sources, links, packages } = outsideSources(crate, tree, crateDirs)
  const add = (into: Set<string>, path: string) => {
    if (path !== '' && !isOwn(path, crate, crateDirs))
      for (const glob of presentGlobs(path, tree)) into.add(glob)
  }
  for (const path of [...links, ...settingsPaths(crate, tree)]) add(globs, path)
  for (const path of packages) globs.add(childPath(literalGlob(path), '**/*'))
  const queue = [...sources]
  const seen = new Set(queue)
  for (let source = queue.pop(); source !== undefined; source = queue.pop()) {
    if (!isWithin(crate.dir, source)) add(globs, parentDir(source) || source)
    const scan = rustReadsAt(source)
    for (const text of tree.imports?.(source, scan) ?? scan(tree.read(source) ?? '')) {
      const read = parseRustRead(text)
      if (read.from === 'unknown') {
        const when = read.when === 'run' && isOfTests(source, crate) ? 'tested' : read.when
        const place = when === 'compiled' && isOfTests(source, crate) ? 'tested' : when
        reach[place] = farther(reach[place], read.reach)
        continue
      }
      for (const path of pathsOf(read, source, crate)) {
        add(read.from === 'text' ? texts : globs, path)
        // What is compiled from elsewhere names further files.
        const isSource = path.endsWith('.rs') && read.from !== 'text' && !isWithin(crate.dir, path)
        if (isSource && !seen.has(path)) {
          seen.add(path)
          queue.push(path)
        }
      }
    }
  }
  const isNothing = globs.size + texts.size === 0 && Object.values(reach).every((each) => each === 'named')
  return isNothing ? NO_OUTSIDE_READS : { globs: [...globs].sort(), texts: [...texts].sort(), ...reach }
}

/** A build script that uses crates of a registry may read anything. */
function scriptReach(crate: Crate): Reach {
  return rootsOf(crate, 'script').length > 0 && scriptUsesOthers(crate) ? 'data' : 'named'
}

function isOfTests(source: string, { dir, crateTargets }: Crate): boolean {
  const below = dir === '' ? source : source.slice(dir.length + 1)
  if (/^(?:tests|benches|examples|src\/bin)\//.test(below)) return true
  const target = crateTargets.find(({ path }) => path === source)
  return target !== undefined && !target.kind.some((kind) => /lib$|proc-macro|custom-build/.test(kind))
}

function pathsOf(read: Exclude<RustRead, { from: 'unknown' }>, source: string, crate: Crate): string[] {
  const sourceDir = parentDir(source)
  const { from, path } = read
  switch (from) {
    case 'name':
      return namedPaths(path, { sourceDir, dir: crate.dir }).map(patternBase)
    case 'text':
      return [...namedPaths(path, { sourceDir, dir: crate.dir }), resolvePath('', path.replace(/^\/+/, ''))]
        .filter((each) => each !== null)
        .map(patternBase)
    case 'module': {
      const own = /\/(?:mod|lib|main)\.rs$/.test(source) ? sourceDir : source.replace(/\.rs$/, '')
      return [sourceDir, own].flatMap((dir) => resolvePath(dir, path) ?? [])
    }
    default:
      return [resolvePath(from === 'crate' ? crate.dir : sourceDir, path)].filter((each) => each !== null)
  }
}

/** What `include` in the manifest declares. */
function declaredGlobs({ dir, metadata }: Crate): string[] {
  const globs = stringsOf(tableOf(metadata, 'nx-crane'), 'include') ?? []
  return globs.flatMap((glob) => {
    const declared = declaredGlob(dir, glob)
    if (declared === null || isWithin(dir, declared.base)) return []
    return declared.base === declared.pattern ? globsAt(declared.pattern) : [declared.pattern]
  })
}

/** What the settings of Tauri, and of the command for a written package, name. */
function settingsPaths(crate: Crate, tree: SourceTree): string[] {
  const { settings } = parseWasmSettings({ metadata: crate.metadata, manifest: crate.id, text: '' })
  const packed = tauriConfigsOf(tree, crate.dir).flatMap(({ page, resources }) => [...page, ...resources])
  return [...packed, ...(settings.post ?? [])].flatMap((written) => {
    const path = resolvePath(crate.dir, patternBase(written))
    return path === null || isWithin(path, crate.dir) ? [] : [path]
  })
}

/** Whether a path is one of the crate's own files, and of no crate within. */
function isOwn(path: string, { dir }: Crate, crateDirs: ReadonlySet<string>): boolean {
  if (!isWithin(dir, path)) return false
  return ![path, ...ancestorsOf(path)].some(
    (each) => each !== dir && isWithin(dir, each) && crateDirs.has(each),
  )
}

/** Of a path that is there, just the one for what it is. */
function presentGlobs(path: string, tree: SourceTree): string[] {
  const kind: EntryKind | undefined = tree.list(parentDir(path))?.get(baseName(path))
  if (kind === 'file') return [literalGlob(path)]
  return kind === 'directory' ? [childPath(literalGlob(path), '**/*')] : globsAt(path)
}
