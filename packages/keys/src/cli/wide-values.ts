import type {
  CrateId,
  CrateListing,
  EntryKind,
  PackageRules,
  RustFacts,
  SourceFile,
  SourceFiles,
} from '@nx-crane/graph'
import {
  ancestorsOf,
  baseName,
  CargoError,
  childPath,
  listNamed,
  listPackage,
  listRepository,
  listRepositoryData,
  parentDir,
} from '@nx-crane/graph'
import { type Environment, variableInput } from '../environment-inputs'
import { digestInputs, type KeyInput } from '../key-input'
import { commitDigest } from '../read-commit'
import type { Traces } from '../read-traces'
import type { Trace, WidePlace } from '../trace'
import { environmentDigest } from '../volatile-variables'
import type { Wide } from '../wide'
import { firstOnPath } from './find-program'
import { digestListing } from './observe-crate'

export interface WideValuesContext {
  /** Absolute. */
  readonly root: string
  readonly environment: Environment
  readonly traces: Traces
  /** The files of the repository as they are, without any memory of who asked. */
  listing(dir: string): CrateListing
  /** What the strings of a crate's sources name. */
  named(crate: CrateId): readonly string[]
  /** Which files Cargo counts to the package of a crate. */
  packageRules(crate: CrateId): PackageRules | undefined
}

/**
 * The values of wide parts in keys. Where a trace is known, what it names is looked at; else all that could be read. A result that was
 * made with a wide key is found again by that key while what was read is the same.
 */
export class WideValues {
  readonly #context: WideValuesContext
  readonly #values = new Map<string, string>()
  readonly #wide = new Map<string, string>()
  readonly #repository = new Map<boolean, string>()
  #variables: string | undefined
  #commit: string | undefined

  constructor(context: WideValuesContext) {
    this.#context = context
  }

  /** @param config digest of the compiler and its settings */
  value(place: WidePlace, config: string): string {
    const name = JSON.stringify([place.crate, place.workspace, place.part, place.base, config])
    let value = this.#values.get(name)
    if (value === undefined) {
      value = this.#compute(place, config)
      this.#values.set(name, value)
    }
    return value
  }

  /** Whether the value follows from what was observed. */
  isObserved(place: WidePlace, config: string): boolean {
    return this.#context.traces.find(place, config) !== undefined
  }

  /** The digest of what there is now of all that `trace` names. */
  answers(trace: Trace, { crate, wide }: WidePlace): string {
    const listing = this.#listing(crate)
    return digestInputs([
      ...trace.files.map(([path, question]) => ({
        what: `${question}: ${path}`,
        value: question === 'program' ? this.#program(path, listing) : answerOf(listing, path, question),
      })),
      ...trace.variables.map((name) => variableInput(this.#context.environment, name)),
      ...(trace.package ? fileInputs(listing, listPackage(listing, this.#context.packageRules(crate))) : []),
      ...(wide.environ || trace.environ ? [{ what: 'environment', value: this.#allVariables() }] : []),
    ])
  }

  #compute(place: WidePlace, config: string): string {
    const known = this.#context.traces.find(place, config)
    if (!known) return this.#wideValue(place)
    const answers = this.answers(known.trace, place)
    const before = known.values.find(([each]) => each === answers)
    return before?.[1] ?? digestInputs([{ what: 'observed', value: answers }])
  }

  #wideValue({ crate, wide }: WidePlace): string {
    const name = `${wide.walks} ${crate}`
    const files = this.#wide.get(name) ?? this.#allFiles(crate, wide)
    this.#wide.set(name, files)
    return digestInputs([
      { what: 'files', value: files },
      ...(wide.variables ? [{ what: 'environment', value: this.#allVariables() }] : []),
      ...(wide.commit ? [{ what: 'commit', value: this.#commitOf() }] : []),
    ])
  }

  #allFiles(crate: CrateId, { walks }: Wide): string {
    const listing = this.#listing(crate)
    const repository =
      this.#repository.get(walks) ?? digestInputs(fileInputs(listing, filesOf(listing, walks)))
    this.#repository.set(walks, repository)
    const named = this.#context.named(crate)
    const own = [...new Set([...listPackage(listing), ...named, ...dotenvFiles(crate)])].sort()
    return digestInputs([{ what: 'repository', value: repository }, ...fileInputs(listing, own)])
  }

  #program(name: string, listing: CrateListing): string {
    const { root, environment } = this.#context
    const place = firstOnPath(name, root, environment)
    return place === null ? 'not there' : answerOf(listing, place, 'content')
  }

  #allVariables(): string {
    this.#variables ??= environmentDigest(this.#context.environment)
    return this.#variables
  }

  #commitOf(): string {
    this.#commit ??= commitDigest(this.#context.root)
    return this.#commit
  }

  #listing(crate: CrateId): CrateListing {
    const listing = this.#context.listing(parentDir(crate))
    return { ...listing, files: new ForgivingFiles(listing.files) }
  }
}

/** Where libraries that load variables from a file look for it; Git mostly ignores it. */
function dotenvFiles(crate: CrateId): string[] {
  const dir = parentDir(crate)
  return (dir === '' ? [''] : [dir, ...ancestorsOf(dir)]).map((each) => childPath(each, '.env'))
}

function filesOf(listing: CrateListing, walks: boolean): string[] {
  return walks ? listRepository(listing) : listRepositoryData(listing)
}

function fileInputs(listing: CrateListing, paths: readonly string[]): KeyInput[] {
  return paths.map((path) => ({ what: `file: ${path}`, value: answerOf(listing, path, 'content') }))
}

/** Files of others may be unreadable: that costs nobody else the key. */
class ForgivingFiles implements SourceFiles {
  readonly #files: SourceFiles

  constructor(files: SourceFiles) {
    this.#files = files
  }

  file(path: string): SourceFile | undefined {
    return this.#files.file(path)
  }

  rust(path: string): RustFacts {
    return this.#files.rust(path)
  }

  strings(path: string): readonly string[] {
    return this.#files.strings(path)
  }

  list(path: string): ReadonlyMap<string, EntryKind> | undefined {
    try {
      return this.#files.list(path)
    } catch (error) {
      if (!(error instanceof CargoError)) throw error
      return undefined
    }
  }
}

function answerOf(listing: CrateListing, path: string, question: Trace['files'][number][1]): string {
  const { files } = listing
  try {
    if (question === 'content') {
      const file = files.file(path)
      if (file) return file.isExecutable ? `${file.digest}, executable` : file.digest
    }
    if (question === 'tree') return treeDigest(listing, path)
    const entries = files.list(path)
    if (entries !== undefined)
      return question === 'entries' ? digestListing(notIgnored(path, entries, listing)) : 'a directory'
    if (question === 'kind') return kindOf(path, listing) ?? 'not there'
    return 'not there'
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
    // What nobody may read, no build reads either; the code says that it is there.
    return `cannot be read: ${error.code}`
  }
}

/** As Cargo looks at what a script asks to be run again for: a file, or all files below a directory. */
function treeDigest(listing: CrateListing, path: string): string {
  if (listing.files.list(path) === undefined) return answerOf(listing, path, 'content')
  return digestInputs(fileInputs(listing, listNamed(listing, path)))
}

/** With whether it may be run, which whoever looks at a file learns too. */
function kindOf(path: string, { files }: CrateListing): string | undefined {
  const kind = files.list(parentDir(path))?.get(baseName(path))
  return kind === 'file' && files.file(path)?.isExecutable ? 'an executable file' : kind
}

/** Tasks leave directories behind in the first run which are there in the second. */
function notIgnored(
  path: string,
  entries: ReadonlyMap<string, EntryKind>,
  { isIgnored }: CrateListing,
): ReadonlyMap<string, EntryKind> {
  return new Map(
    [...entries].filter(([name, kind]) => !isIgnored(childPath(path, name), kind === 'directory')),
  )
}
