import type { Crate } from '@nx-crane/graph'
import {
  type CrateListing,
  choosesReruns,
  filesBelow,
  filesNamed,
  isInside,
  listPackage,
  type PackageRules,
  type PartFiles,
  parentDir,
  resolveSource,
  saysReruns,
  scriptUsesOthers,
} from '@nx-crane/graph'
import { joinWide, type Wide, wideOf, wideSince } from './wide'

export interface BuildScript {
  readonly crate: Crate
  /** The script itself and its modules. */
  readonly part: PartFiles
  readonly listing: CrateListing
  /** Which files Cargo counts to the package. */
  readonly rules: PackageRules
  /** What the crates of the repository that the script is linked with read when they run. */
  readonly libraries: Wide | null
}

export interface BuildScriptFiles {
  /** Files that it reads for sure, or that Cargo runs it again for. */
  readonly files: readonly string[]
  /** Whether it may read others. */
  readonly wide: Wide | null
}

/**
 * What the build script of a crate reads. One that does not tell Cargo what it reads is run again for every file of the package; one
 * that does, and does nothing else, reads what it says; of any other only a run can tell.
 */
export function buildScriptFiles({ crate, part, listing, rules, libraries }: BuildScript): BuildScriptFiles {
  if (part.sources.length === 0) return { files: [], wide: null }
  const facts = part.sources.map((source) => listing.files.rust(source))
  const wide = joinWide([
    wideOf(part.unknown, { by: ['compiler', 'caller', 'program'], tests: false, lines: true }),
    libraries,
    scriptUsesOthers(crate) ? wideSince(`${part.sources[0]} uses crates of a registry`) : null,
    choosesReruns(facts)
      ? wideSince(`${part.sources[0]} puts names for rerun-if-changed together, or chooses them`)
      : null,
  ])
  // Cargo's own rule: https://doc.rust-lang.org/cargo/reference/build-scripts.html#change-detection
  const own = saysReruns(facts) ? [] : listPackage(listing, rules)
  // It may read what is excluded.
  const named = wide === null ? namedFiles(part, crate, listing) : []
  return { files: [...own, ...named], wide }
}

/** What the strings of a build script name, whether or not it reads that. */
export function namedFiles(part: PartFiles, crate: Crate, listing: CrateListing): string[] {
  return part.sources.flatMap((source) => [
    ...listing.files.strings(source).flatMap((string) => filesNamed(string, parentDir(source), listing)),
    ...(listing.files.rust(source).rerunIfChanged ?? []).flatMap((path) => [
      ...(path === crate.dir ? [] : filesNamed(path, crate.dir, listing)),
      ...outside(path, crate, listing),
    ]),
  ])
}

/** What strings name from the root of the repository: a library finds that, and is given the rest. Of directories only hidden ones. */
export function namedFromRoot(part: PartFiles, { files }: CrateListing): string[] {
  return part.sources.flatMap((source) =>
    files.strings(source).flatMap((string) => {
      const path = resolveSource('', string.replace(/^\/+/, ''))
      if (path === '' || !isInside(path)) return []
      if (files.list(path) === undefined) return files.file(path) === undefined ? [] : [path]
      return /^\.(?!git$)[\w-]+$/.test(path) ? filesBelow(files, path, () => true) : []
    }),
  )
}

/** A file above the repository, or one that is named from the root of the disk. */
function outside(path: string, { dir }: Crate, { files }: CrateListing): string[] {
  const place = resolveSource(dir, path)
  return !isInside(place) && files.file(place) !== undefined ? [place] : []
}
