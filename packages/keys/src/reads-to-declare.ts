import type { Crate, CrateListing, EntryKind } from '@nx-crane/graph'
import {
  ancestorsOf,
  baseName,
  isIgnoredWithin,
  isWithin,
  listNamed,
  parentDir,
  relativePath,
  stringsOf,
  tableOf,
} from '@nx-crane/graph'
import { DeclaredGlobs, isPlainPath } from './declared-globs'
import { declaredReads } from './declared-reads'
import { foldFiles } from './folded-files'
import type { Trace, TraceQuestion } from './trace'
import type { Wide } from './wide'

/** What one part of a crate was seen to read. */
export interface PartReads {
  readonly trace: Trace
  readonly wide: Wide
  /** What its keys hold when its manifest declares reads, without those. */
  readonly files: ReadonlySet<string>
  readonly variables: ReadonlySet<string>
}

export interface ReadsToDeclare {
  /** Globs from the crate's directory that its manifest lacks, sorted. */
  readonly include: readonly string[]
  /** Variables that it lacks, sorted. */
  readonly env: readonly string[]
  /** What was read and cannot be declared, sorted. */
  readonly notWritten: readonly NotWritten[]
  /** Why keys would be stale if only that was declared; null where they would not. */
  readonly refusal: string | null
}

export interface NotWritten {
  /** A path from the root of the repository, an absolute one, or the name of a program. */
  readonly what: string
  readonly since: 'outside the repository' | 'ignored by Git' | 'a program of the machine'
}

/** A manifest with more is no list that people read. */
const MOST_GLOBS = 100

/** What is missing in the manifest of a crate for its keys to hold all that its parts were seen to read. */
export function readsToDeclare(
  crate: Pick<Crate, 'dir' | 'metadata'>,
  parts: readonly PartReads[],
  listing: CrateListing,
): ReadsToDeclare {
  const table = tableOf(crate.metadata, 'nx-crane')
  const found = new FoundReads(listing, new DeclaredGlobs(crate.dir, stringsOf(table, 'include') ?? []))
  for (const part of parts) found.add(part)
  // Whoever has written a declaration knows what these programs do with it.
  if (declaredReads(crate) === null) for (const { trace, wide } of parts) found.checkAll(trace, wide)
  const declared = new Set(stringsOf(table, 'env') ?? [])
  const env = [...found.variables].filter((name) => !declared.has(name)).sort()
  const include = found.globs().map((glob) => relativePath(crate.dir, glob))
  const notWritten = [...found.notWritten].sort(([a], [b]) => (a < b ? -1 : 1))
  return {
    include: include.sort(),
    env,
    notWritten: notWritten.map(([what, since]) => ({ what, since })),
    refusal: found.refusal ?? refusalOf(include, env),
  }
}

function refusalOf(include: readonly string[], env: readonly string[]): string | null {
  const name = env.find((each) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(each))
  if (name !== undefined) return `it asks for a variable of the name ${JSON.stringify(name)}`
  if (include.length <= MOST_GLOBS) return null
  return `it reads ${include.length} files and directories beyond its package`
}

class FoundReads {
  readonly notWritten = new Map<string, NotWritten['since']>()
  readonly variables = new Set<string>()
  refusal: string | null = null
  readonly #listing: CrateListing
  readonly #declared: DeclaredGlobs
  /** What the keys of the part at hand hold. */
  #held: ReadonlySet<string> = new Set()
  readonly #files = new Set<string>()
  readonly #directories = new Set<string>()

  constructor(listing: CrateListing, declared: DeclaredGlobs) {
    this.#listing = listing
    this.#declared = declared
  }

  /** What of a part no list of names can say. */
  checkAll(trace: Trace, wide: Wide): void {
    if (wide.environ || trace.environ) this.#refuse('a program in it takes in the whole environment')
    if (wide.commit) this.#refuse('it asks Git for the state of the repository')
  }

  add({ trace, files, variables }: PartReads): void {
    this.#held = files
    for (const name of trace.variables) if (!variables.has(name)) this.variables.add(name)
    for (const [path, question] of trace.files) {
      if (question === 'program') this.notWritten.set(path, 'a program of the machine')
      else this.#addPath(path, question)
    }
  }

  /** All that is missing, from the root of the repository. */
  globs(): string[] {
    const directories = [...this.#directories].filter(
      (dir) => !ancestorsOf(dir).some((above) => this.#directories.has(above)),
    )
    const files = [...this.#files].filter((path) => !directories.some((dir) => isWithin(dir, path)))
    return [...directories.map((dir) => `${dir}/**`), ...foldFiles(new Set(files), this.#listing)]
  }

  #addPath(path: string, question: TraceQuestion): void {
    const kind = this.#kindOf(path)
    const isThere = kind !== undefined
    const isDirectory = kind === 'directory'
    if (path.startsWith('/')) {
      if (isThere) this.notWritten.set(path, 'outside the repository')
    } else if (/(?:^|\/)\.git(?:\/|$)/.test(path)) {
      if (question !== 'kind') this.#refuse('it asks Git for the state of the repository')
    } else if (path !== '' && isIgnoredWithin(this.#listing, path, isDirectory)) {
      if (isThere) this.notWritten.set(path, 'ignored by Git')
    } else if (isDirectory) this.#addDirectory(path, question)
    else this.#addFile(path)
  }

  #addDirectory(path: string, question: TraceQuestion): void {
    if (question !== 'entries' && question !== 'tree') return
    if (this.#isOfPackage(path)) {
      if (question === 'tree') for (const file of listNamed(this.#listing, path)) this.#addNamed(file)
    } else if (isWithin(path, this.#listing.dir)) {
      this.#refuse(
        `it looks into ${path === '' ? 'the root of the repository' : path}, in which it lies itself`,
      )
    } else if (!this.#declared.directory(path)) {
      if (isPlainPath(path)) this.#directories.add(path)
      else this.#refuse(`it reads ${JSON.stringify(path)}, which no glob names`)
    }
  }

  #addNamed(path: string): void {
    if (!isIgnoredWithin(this.#listing, path, false)) this.#addFile(path)
  }

  #addFile(path: string): void {
    if (this.#held.has(path) || this.#declared.file(path)) return
    // It would be of the package if it was there.
    if (this.#kindOf(path) === undefined && this.#isOfPackage(parentDir(path))) return
    // Cargo reads it too, and what it means is in every key.
    if (baseName(path) === 'Cargo.toml' && this.#isOfPackage(parentDir(path))) return
    if (isPlainPath(path)) this.#files.add(path)
    else this.#refuse(`it reads ${JSON.stringify(path)}, which no glob names`)
  }

  /** Whether a directory is the crate's, and not one of a package in it. */
  #isOfPackage(path: string): boolean {
    const { dir, files } = this.#listing
    if (!isWithin(dir, path)) return false
    const inside = [path, ...ancestorsOf(path)].filter((each) => each !== dir && isWithin(dir, each))
    return !inside.some((each) => files.list(each)?.has('Cargo.toml'))
  }

  #kindOf(path: string): EntryKind | undefined {
    if (path === '') return 'directory'
    const parent = parentDir(path)
    return this.#listing.files.list(path.startsWith('/') && parent === '' ? '/' : parent)?.get(baseName(path))
  }

  #refuse(reason: string): void {
    this.refusal ??= reason
  }
}
