import type { Crate, CrateTarget } from '../crate'
import { declaredFiles } from '../declared-files'
import { filesBelow } from '../files-below'
import { parentDir } from '../repository-path'
import { type CrateListing, listCrate, listNamed } from './crate-listing'
import { type ReachedFile, walkModules } from './module-walk'
import { namedPaths } from './named-paths'
import type { RustFacts, UnknownRead } from './rust-facts'

/** The parts of a crate that Cargo compiles apart from each other. */
export type CratePart = 'lib' | 'script' | 'bins' | 'examples' | 'tests' | 'benches'

/** Files by path; null where the compiler looks for a file and there is none. */
export type FileDigests = ReadonlyMap<string, string | null>

export interface PartFiles {
  /** Of an ordinary compilation. */
  readonly compiled: FileDigests
  /** Further ones under `cfg(test)`. */
  readonly tested: FileDigests
  /** What the Rust sources among `compiled` say. */
  readonly facts: readonly RustFacts[]
  /** What the Rust sources among `tested` say. */
  readonly testFacts: readonly RustFacts[]
  /** The Rust sources of both. */
  readonly sources: readonly string[]
  /** What the sources read without saying what, `inTests` where they are among `tested`. */
  readonly unknown: readonly UnknownReadAt[]
}

export interface UnknownReadAt extends UnknownRead {
  /** The source. */
  readonly path: string
}

/** The roots of one part. */
export function rootsOf(crate: Crate, part: CratePart): CrateTarget[] {
  return crate.crateTargets.filter((target) => partOf(target) === part)
}

function partOf(target: CrateTarget): CratePart {
  const kind = target.kind[0] ?? 'lib'
  const parts: Readonly<Record<string, CratePart>> = {
    bin: 'bins',
    example: 'examples',
    test: 'tests',
    bench: 'benches',
    'custom-build': 'script',
  }
  return parts[kind] ?? 'lib'
}

/** What one part of a crate is compiled from: its modules, what they include, and what their macros are handed paths of. */
export function partFiles(crate: Crate, part: CratePart, listing: CrateListing): PartFiles {
  const roots = rootsOf(crate, part).map((target) => target.path)
  if (roots.length === 0) return NOTHING
  const reached = walkAll(roots, listing)
  const compiled = new Map<string, string | null>()
  const tested = new Map<string, string | null>()
  const facts: RustFacts[] = []
  const testFacts: RustFacts[] = []
  const unknown: UnknownReadAt[] = []
  for (const [path, file] of reached) {
    const into = file.testOnly ? tested : compiled
    into.set(path, file.digest)
    if (!file.rust) continue
    const said = file.testOnly ? testFacts : facts
    said.push(file.rust)
    for (const literal of file.rust.literals) {
      for (const pulled of filesNamed(literal, parentDir(path), listing)) add(into, pulled, listing)
    }
    for (const each of file.rust.unknown)
      unknown.push({ ...each, path, inTests: each.inTests || file.testOnly })
  }
  const sources = [...reached].filter(([, file]) => file.rust !== null).map(([path]) => path)
  return { compiled, tested, facts, testFacts, sources, unknown }
}

const NOTHING: PartFiles = {
  compiled: new Map(),
  tested: new Map(),
  facts: [],
  testFacts: [],
  sources: [],
  unknown: [],
}

/** The modules of `roots`, and those of which only a macro knows the name. */
function walkAll(roots: readonly string[], listing: CrateListing): Map<string, ReachedFile> {
  const { files, dir } = listing
  const modules: string[] = []
  for (;;) {
    const reached = walkModules({ files, dir, roots, modules })
    const words = new Set<string>()
    for (const [path, file] of reached) {
      if (file.digest === null) words.add(moduleName(path))
      for (const word of file.rust?.words ?? []) words.add(word)
    }
    const further = words.size === 0 ? [] : undeclared(roots, listing).filter((path) => !reached.has(path))
    const found = further.filter((path) => words.has(moduleName(path)))
    if (found.length === 0) return reached
    modules.push(...found)
  }
}

/** The Rust sources around `roots`. */
function undeclared(roots: readonly string[], listing: CrateListing): string[] {
  const dirs = [...new Set(roots.map(parentDir))].filter((dir) => dir !== listing.dir)
  return dirs.flatMap((dir) =>
    filesBelow(listing.files, dir, (path, isDirectory) => isDirectory || path.endsWith('.rs')),
  )
}

function moduleName(path: string): string {
  const file = path.endsWith('/mod.rs') ? parentDir(path) : path.replace(/\.rs$/, '')
  return file.slice(file.lastIndexOf('/') + 1)
}

/** The files that `literal` may mean to a macro or a build script: beside the source, or from the crate's directory. */
export function filesNamed(literal: string, sourceDir: string, listing: CrateListing): string[] {
  const { files, dir } = listing
  if (/^\$CARGO_MANIFEST_DIR\/?$/.test(literal)) return listCrate(listing, 'all')
  return namedPaths(literal, { sourceDir, dir }).flatMap((path) => {
    if (files.list(path) === undefined) return files.file(path) === undefined ? [] : [path]
    return listNamed(listing, path)
  })
}

/** The files that `package.metadata.nx-crane.include` of a crate names, from its directory. */
export function includedFiles(crate: Crate, { files }: CrateListing): string[] {
  return declaredFiles(crate, { files, isFile: (path) => files.file(path) !== undefined })
}

function add(into: Map<string, string | null>, path: string, listing: CrateListing): void {
  if (!into.has(path)) into.set(path, listing.files.file(path)?.digest ?? null)
}

/** Files by path with their digests. */
export function digestsOf(paths: readonly string[], listing: CrateListing): Map<string, string | null> {
  const digests = new Map<string, string | null>()
  for (const path of paths) add(digests, path, listing)
  return digests
}
