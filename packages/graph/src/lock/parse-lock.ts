import {
  CARGO_COMMENTS,
  type CargoLock,
  type LockedPackage,
  type LockedPackageId,
  type LockTextPackage,
  type LockVersion,
  lockedPackageId,
} from './cargo-lock'
import { type LockPlace, lockFault } from './lock-fault'
import { parseLockToml } from './lock-toml'
import { checkLockedNames } from './locked-name-fault'
import { CHECKSUM_KEY, LockedPackageIndex } from './locked-package-index'
import { scanLock } from './scan-lock'
import { compareSources } from './source-order'
import { compareVersions } from './version'

/**
 * What a `Cargo.lock` of format 1 to 4 says, every shortened reference followed to the one package it means.
 * Throws a CargoError that names the line when the text is no lock: a merge conflict, bad TOML, an unknown format,
 * a package given twice, a reference to nothing.
 *
 * @param file its path relative to the repository root, for messages
 */
export function parseLock(text: string, file: string): CargoLock {
  const read = scanLock(text) ?? parseLockToml(text, file)
  const place = { text, file }
  const all = read.root ? [read.root, ...read.packages] : read.packages
  checkLockedNames([...all, ...read.unusedPatches], place)
  const index = new LockedPackageIndex(all, place)
  const old = read.version === null
  const resolved = all.map((each) => index.resolve(each))
  const version = old
    ? guessVersion(text, { all, shortened: index.shortened })
    : knownVersion(read.version, place)
  const checksums = version === 1 ? index.checksumsOf(read.metadata) : new Map<LockedPackageId, string>()
  const packages = resolved.map((each) => {
    const checksum = checksums.get(each.id)
    return checksum === undefined ? each : { ...each, checksum }
  })
  return {
    file,
    version,
    comments: topComments(text),
    packages: packages.sort(byNameVersionAndSource),
    unusedPatches: read.unusedPatches.map((each) => ({
      ...each,
      id: lockedPackageId(each),
      dependencies: [],
    })),
    metadata: Object.fromEntries(
      Object.entries(read.metadata).filter(([key]) => !key.startsWith(CHECKSUM_KEY)),
    ),
  }
}

function knownVersion(version: number | null, place: LockPlace): LockVersion {
  if (version === 3 || version === 4) return version
  throw lockFault(
    place,
    { start: 'version' },
    {
      code: 'LOCK_VERSION',
      message: `unknown lock format ${version} (1 to 4 are known)`,
      hint: 'update nx-crane, or let `cargo generate-lockfile` of a stable toolchain rewrite the lock',
    },
  )
}

/** Formats 1 and 2 carry no number. Cargo tells them apart by these signs. */
function guessVersion(
  text: string,
  signs: { readonly all: readonly LockTextPackage[]; readonly shortened: boolean },
): 1 | 2 {
  if (signs.shortened || signs.all.some((each) => each.checksum !== null)) return 2
  // A lock of one crate without dependencies has no sign but this: format 1 ended in an empty line.
  return signs.all.length === 1 && !text.endsWith('\n\n') ? 2 : 1
}

function topComments(text: string): string[] {
  const comments: string[] = []
  for (const line of text.split('\n', 64)) {
    if (!line.startsWith('#')) break
    comments.push(line.replace(/\r$/, ''))
  }
  return comments.filter((line, position) => !(position < 2 && CARGO_COMMENTS.includes(line)))
}

function byNameVersionAndSource(a: LockedPackage, b: LockedPackage): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1
  return compareVersions(a.version, b.version) || compareSources(a.source, b.source)
}
