import { childPath, parentDir } from '../repository-path'
import type { ModuleDeclaration, RustFacts } from './rust-facts'
import type { SourceFiles } from './source-files'
import { resolveSource } from './source-path'

/** A file that the compiler reads, or would read if it were there. */
export interface ReachedFile {
  /** SHA-256, or null when nothing is there: a module that a `cfg` leaves out, an included file not made yet. */
  readonly digest: string | null
  /** What it says, when it is read as Rust source. */
  readonly rust: RustFacts | null
  /** It is compiled under `cfg(test)` only. */
  readonly testOnly: boolean
}

export interface ModuleWalk {
  readonly files: SourceFiles
  /** Directory of the crate. */
  readonly dir: string
  /** Root source files of crate targets. */
  readonly roots: readonly string[]
  /** Modules that no `mod` in sight declares. */
  readonly modules?: readonly string[]
}

interface Visit {
  readonly path: string
  /** Where the files of its modules lie. */
  readonly moduleDir: string
  readonly source: boolean
  readonly testOnly: boolean
}

/**
 * Every file that is compiled with one of `roots`: modules by the compiler's own rules, `#[path]`, and what
 * `include!`, `include_str!`, `include_bytes!` name, by path. No `cfg` but `cfg(test)` is evaluated: all its sides count.
 */
export function walkModules(walk: ModuleWalk): Map<string, ReachedFile> {
  const reached = new Map<string, ReachedFile>()
  const seen = new Set<string>()
  const queue: Visit[] = [
    ...walk.roots.map((path) => rootVisit(path, parentDir(path))),
    ...(walk.modules ?? []).map((path) => rootVisit(path, moduleDirOf(path))),
  ]
  for (let visit = queue.pop(); visit !== undefined; visit = queue.pop()) {
    const { path, moduleDir, source, testOnly } = visit
    const mark = source ? `${path}\0${moduleDir}` : path
    if (seen.has(mark) || (testOnly && seen.has(`${mark}\0test`))) continue
    seen.add(testOnly ? `${mark}\0test` : mark)
    const known = reached.get(path)
    const file = walk.files.file(path)
    const rust = source ? (file ? walk.files.rust(path) : null) : (known?.rust ?? null)
    reached.set(path, {
      digest: file?.digest ?? null,
      rust,
      testOnly: testOnly && (known?.testOnly ?? true),
    })
    if (source && rust) queue.push(...visitsFrom(rust, visit, walk))
  }
  return reached
}

function rootVisit(path: string, moduleDir: string): Visit {
  return { path, moduleDir, source: true, testOnly: false }
}

function moduleDirOf(path: string): string {
  return path.endsWith('/mod.rs') ? parentDir(path) : path.replace(/\.rs$/, '')
}

function visitsFrom(rust: RustFacts, from: Visit, walk: ModuleWalk): Visit[] {
  const visits: Visit[] = rust.includes.map((inclusion) => {
    const path = resolveSource(inclusion.from === 'crate' ? walk.dir : parentDir(from.path), inclusion.path)
    const testOnly = from.testOnly || inclusion.testOnly
    return { path, moduleDir: parentDir(path), source: inclusion.source, testOnly }
  })
  for (const module of rust.modules) visits.push(...visitsOf(module, from, walk.files))
  return visits
}

function visitsOf(module: ModuleDeclaration, from: Visit, files: SourceFiles): Visit[] {
  const testOnly = from.testOnly || module.testOnly
  const inline =
    module.within.length === 0 ? from.moduleDir : resolveSource(from.moduleDir, module.within.join('/'))
  // Outside of inline modules a `#[path]` is relative to the file itself, not to where its modules lie.
  const base = module.within.length === 0 ? parentDir(from.path) : inline
  const visits: Visit[] = []
  for (const written of module.paths) {
    if (written === '') continue
    const path = resolveSource(base, written)
    visits.push({ path, moduleDir: parentDir(path), source: true, testOnly })
  }
  if (module.paths.length > 0 && !module.paths.includes('')) return visits
  const directory = childPath(inline, module.name)
  const [flat, nested] = [`${directory}.rs`, `${directory}/mod.rs`]
  const isNested = files.list(inline)?.get(module.name) === 'directory' && files.file(nested) !== undefined
  if (isNested) visits.push({ path: nested, moduleDir: directory, source: true, testOnly })
  // Where neither is there the flat one stands for both: a module that is added later is found by its new digest.
  if (!isNested || files.file(flat) !== undefined) {
    visits.push({ path: flat, moduleDir: directory, source: true, testOnly })
  }
  return visits
}
