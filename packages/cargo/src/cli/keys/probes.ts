import { digestText } from '../../key/key-input'
import type { DirectoryProbe, FileProbe } from '../../key/key-state'
import type { ProbedFiles } from '../../key/probed-files'
import type { ReadSourceFiles } from '../../key/read-source-files'
import { printListing } from '../../recorded-tree'
import type { EntryKind } from '../../source-tree'

/** The probes of all crates, each path once; crates name theirs by number. */
export class Probes {
  readonly files: FileProbe[]
  readonly directories: DirectoryProbe[]
  readonly #disk: ReadSourceFiles
  readonly #fileIndex: Map<string, number>
  readonly #directoryIndex: Map<string, number>

  /** @param known probes of an earlier run, which keep their numbers */
  constructor(
    disk: ReadSourceFiles,
    known: { readonly files: readonly FileProbe[]; readonly directories: readonly DirectoryProbe[] } = NONE,
  ) {
    this.#disk = disk
    this.files = [...known.files]
    this.directories = [...known.directories]
    this.#fileIndex = new Map(known.files.map(([path], index) => [path, index]))
    this.#directoryIndex = new Map(known.directories.map(([path], index) => [path, index]))
  }

  /** The numbers of what a crate's files were asked, as the disk is now. */
  add(
    probed: ProbedFiles,
    anew: ReadonlySet<string> | null = null,
  ): { files: number[]; directories: number[] } {
    return {
      files: [...probed.files].map((path) => this.#file(path, anew)),
      directories: [...probed.directories].map((path) => this.#directory(path, anew)),
    }
  }

  #file(path: string, anew: ReadonlySet<string> | null): number {
    const known = this.#fileIndex.get(path)
    if (known !== undefined && !anew?.has(path)) return known
    const probe: FileProbe = [path, this.#disk.fileStamp(path)]
    return put(this.files, this.#fileIndex, probe)
  }

  #directory(path: string, anew: ReadonlySet<string> | null): number {
    const known = this.#directoryIndex.get(path)
    if (known !== undefined && !anew?.has(path)) return known
    const listing = digestListing(this.#disk.list(path))
    const probe: DirectoryProbe = [path, this.#disk.directoryStamp(path), listing]
    return put(this.directories, this.#directoryIndex, probe)
  }
}

const NONE = { files: [], directories: [] }

function put<P extends readonly [path: string, ...unknown[]]>(
  into: P[],
  indices: Map<string, number>,
  probe: P,
): number {
  const known = indices.get(probe[0])
  if (known !== undefined) {
    into[known] = probe
    return known
  }
  indices.set(probe[0], into.length)
  return into.push(probe) - 1
}

export function digestListing(entries: ReadonlyMap<string, EntryKind> | undefined): string {
  return digestText(printListing(entries)).slice(0, 32)
}
