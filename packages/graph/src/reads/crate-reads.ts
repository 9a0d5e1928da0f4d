import type { Crate, CrateId } from '../crate'
import type { ProjectDirectories } from '../project-directory'
import { parentDir, resolvePath } from '../repository-path'
import type { SourceTree } from '../source-tree'
import { namedPaths } from '../sources/named-paths'
import { patternBase } from '../sources/path-pattern'
import { BuiltPages } from './built-pages'
import { crateSources } from './crate-sources'
import { MadePaths } from './made-path'
import { parseRustRead, rustReadsAt } from './rust-reads'
import { type TauriConfig, tauriConfigsOf } from './tauri-config'

/** What the build of a crate reads of a project of the repository. */
export interface CrateRead {
  readonly crate: CrateId
  /** Directory of the project: that of the nearest manifest above what is read. The crate's own, where that is made by a script. */
  readonly project: string
  /** What is read, relative to the root: a file or a directory, which need not be there yet. */
  readonly path: string
  /** The npm script that makes it; null for what is a source. What a crate's build makes has its name too. */
  readonly madeBy: string | null
  /** Whether only its tests, benchmarks or examples read it, as far as directories tell. */
  readonly isForTests: boolean
}

/** What the builds of the crates of a repository read of other projects, by crate and path. */
export function crateReads(
  tree: SourceTree,
  crates: readonly Crate[],
  projects: ProjectDirectories,
): CrateRead[] {
  // In a repository of one project there are no others to read of.
  const isAlone = [...projects.all()].length < 2
  const search = { tree, projects, made: new MadePaths(tree), pages: new BuiltPages(projects) }
  const found = crates.flatMap((crate) => [
    ...(isAlone ? [] : readsOfSources(crate, search)),
    ...readsOfTauri(crate, search),
  ])
  const byPlace = new Map<string, CrateRead>()
  for (const read of found) {
    const place = [read.crate, read.project, read.path].join('\0')
    const isForTests = read.isForTests && byPlace.get(place)?.isForTests !== false
    byPlace.set(place, { ...read, isForTests })
  }
  return [...byPlace].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, read]) => read)
}

interface Search {
  readonly tree: SourceTree
  readonly projects: ProjectDirectories
  readonly made: MadePaths
  readonly pages: BuiltPages
}

function readsOfSources(crate: Crate, search: Search): CrateRead[] {
  const { tree } = search
  const reads: CrateRead[] = []
  for (const source of crateSources(tree, crate)) {
    const scan = rustReadsAt(source)
    const isForTests = FOR_TESTS.test(crate.dir === '' ? source : source.slice(crate.dir.length + 1))
    for (const text of tree.imports?.(source, scan) ?? scan(tree.read(source) ?? '')) {
      const read = parseRustRead(text)
      if (read.from === 'unknown' || read.from === 'text' || read.from === 'module') continue
      const { from, path } = read
      const sourceDir = parentDir(source)
      if (from === 'name') {
        for (const named of namedPaths(path, { sourceDir, dir: crate.dir })) {
          reads.push(...readOf(crate, patternBase(named), { ...search, isGuess: true, isForTests }))
        }
      } else {
        const included = resolvePath(from === 'crate' ? crate.dir : sourceDir, path)
        if (included !== null) {
          reads.push(...readOf(crate, included, { ...search, isGuess: false, isForTests }))
        }
      }
    }
  }
  return reads
}

const FOR_TESTS = /^(?:tests|benches|examples)\//

function readOf(
  crate: Crate,
  path: string,
  {
    projects,
    made,
    isGuess,
    isForTests,
  }: Search & { readonly isGuess: boolean; readonly isForTests: boolean },
): CrateRead[] {
  const project = projects.around(path)
  if (!project || project.dir === crate.dir || project.dir === path) return []
  const state = made.stateOf(path, project.dir)
  // A string may mean anything, a path that nothing is known of nothing.
  if (isGuess && state === 'missing') return []
  const madeBy = state === 'there' ? null : 'build'
  return [{ crate: crate.id, project: project.dir, path, madeBy, isForTests }]
}

function readsOfTauri(crate: Crate, search: Search): CrateRead[] {
  return tauriConfigsOf(search.tree, crate.dir).flatMap((config) => {
    const packed = config.resources.flatMap((pattern) => {
      const path = resolvePath(crate.dir, patternBase(pattern))
      return path === null ? [] : readOf(crate, path, { ...search, isGuess: false, isForTests: false })
    })
    return [...config.page.flatMap((path) => readsOfPage(crate, path, { config, search })), ...packed]
  })
}

/** What a page is made by, its configuration says. Without a word of that it is taken for what it looks like. */
function readsOfPage(
  crate: Crate,
  written: string,
  { config, search }: { readonly config: TauriConfig; readonly search: Search },
): CrateRead[] {
  const path = resolvePath(crate.dir, written)
  if (path === null) return []
  const around = search.projects.around(path)
  if (config.beforeBuild === null) {
    const isOwn = !around || around.dir === crate.dir
    return isOwn ? [] : readOf(crate, path, { ...search, isGuess: false, isForTests: false })
  }
  const page = search.pages.madeBy(config.beforeBuild, { crate, around })
  if (page === null) return []
  return [{ crate: crate.id, project: page.project.dir, path, madeBy: page.script, isForTests: false }]
}
