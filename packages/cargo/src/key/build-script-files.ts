import type { Crate } from '../crate'
import { parentDir } from '../repository-path'
import { filesNamed, type PartFiles } from './crate-files'
import { type CrateListing, listCrate } from './crate-listing'

export interface BuildScript {
  readonly crate: Crate
  /** The script itself and its modules. */
  readonly part: PartFiles
  readonly listing: CrateListing
  /** A crate of the repository that the script uses seems to read files. */
  readonly toolsRead: boolean
}

/**
 * What the build script of a crate may read: all that the crate has, unless the script says what it reads and does
 * nothing else, and in any case what its strings name.
 */
export function buildScriptFiles(script: BuildScript): string[] {
  const { crate, part, listing } = script
  if (part.sources.length === 0) return []
  const named = part.sources.flatMap((source) => [
    ...listing.files.strings(source).flatMap((string) => filesNamed(string, parentDir(source), listing)),
    ...(listing.files.file(source)?.rust.rerunIfChanged ?? []).flatMap((path) =>
      path === crate.dir ? [] : filesNamed(path, crate.dir, listing),
    ),
  ])
  return saysWhatItReads(script) ? named : [...named, ...listCrate(listing, 'built')]
}

/** Cargo takes the script at its word too, but a tool that it starts may read more than it says. */
function saysWhatItReads({ crate, part, toolsRead }: BuildScript): boolean {
  const reruns = part.facts.map((facts) => facts.rerunIfChanged)
  const usesOthers = crate.dependencies.some(
    (dependency) => dependency.kind === 'build' && dependency.crate === null,
  )
  return (
    !toolsRead &&
    !usesOthers &&
    !part.facts.some((facts) => facts.readsFreely || facts.opaque) &&
    reruns.every((paths) => paths !== null) &&
    reruns.some((paths) => paths !== null && paths.length > 0)
  )
}
