import { rmSync } from 'node:fs'
import { basename } from 'node:path'
import { type Place, placeIn, readSealed, type SealedFile, writeSealed } from '@nx-crane/files'
import { type CargoUnit, readCargoUnits } from './cargo-units'
import type { LocalPackages } from './put-back-sources'

/** Digests of what there is now of all that a package was seen to read; null where nobody knows what it reads. */
export interface PackageReads {
  readonly script: string | null
  readonly library: string | null
  readonly programs: string | null
}

const FORMAT = 1

/**
 * For which state of what they were seen to read cargo made units: a build script, or a proc macro, may read files that nobody told
 * cargo of, and cargo takes what it made from them for fresh. Kept between runs; what is damaged makes cargo make units again.
 */
export class BuiltUnits {
  readonly #file: SealedFile
  #known: Map<string, readonly [begun: string, reads: string]> | undefined

  /** @param memos the directory */
  constructor(memos: Place) {
    this.#file = { place: placeIn(memos, `units-${FORMAT}.json`), meaning: ['units', FORMAT] }
  }

  /**
   * Makes cargo make again what it made when something else was to be read. Nothing is touched but what cargo itself remembers in its
   * target directory.
   *
   * @param readsOf by the directory of a package, absolute; undefined for one whose sources say all
   */
  forgetChanged(packages: LocalPackages, readsOf: (dir: string) => PackageReads | undefined): void {
    for (const [unit, reads] of unitsOf(packages, readsOf)) {
      const [begun, then] = this.#all.get(unit.reference) ?? []
      if (begun !== String(unit.begun) || then !== reads) rmSync(unit.reference, { force: true })
    }
  }

  /** Makes cargo make again all of some packages, by their directories, absolute. */
  forget({ targetDirectory, dirs }: LocalPackages, directories: ReadonlySet<string>): void {
    const names = [...dirs].flatMap(([name, dir]) => (dir !== null && directories.has(dir) ? [name] : []))
    if (names.length === 0) return
    for (const { reference } of readCargoUnits(targetDirectory, new Set(names)))
      rmSync(reference, { force: true })
  }

  /** Takes the units that were begun since, in milliseconds since 1970, for made from what there is now. */
  note(packages: LocalPackages, readsOf: (dir: string) => PackageReads | undefined, startedAt: number): void {
    const since = BigInt(Math.trunc(startedAt)) * 1_000_000n
    for (const [unit, reads] of unitsOf(packages, readsOf))
      if (unit.begun >= since) this.#all.set(unit.reference, [String(unit.begun), reads])
  }

  write(): void {
    writeSealed(this.#file, JSON.stringify([...this.#all].slice(-MOST_UNITS)))
  }

  get #all(): Map<string, readonly [begun: string, reads: string]> {
    if (this.#known === undefined) {
      const sealed = readSealed(this.#file)
      this.#known = new Map(sealed ? JSON.parse(sealed.body.toString()) : [])
    }
    return this.#known
  }
}

/** Those of all target directories that one has used. */
const MOST_UNITS = 20_000

/** The units of which it is known what they were seen to read. */
function* unitsOf(
  { targetDirectory, dirs }: LocalPackages,
  readsOf: (dir: string) => PackageReads | undefined,
): Iterable<[CargoUnit, string]> {
  const reads = new Map<string, PackageReads>()
  for (const [name, dir] of dirs) {
    const found = dir === null ? undefined : readsOf(dir)
    if (found) reads.set(name, found)
  }
  if (reads.size === 0) return
  for (const unit of readCargoUnits(targetDirectory, new Set(reads.keys()))) {
    const ofPackage = reads.get(unit.package)
    const digest = ofPackage && readsOfUnit(unit, ofPackage)
    if (digest) yield [unit, digest]
  }
}

function readsOfUnit({ inputs, reference }: CargoUnit, reads: PackageReads): string | null {
  if (inputs.of === 'build script') return reads.script
  const name = basename(reference)
  // What a build script is compiled from says its text.
  if (name.startsWith('dep-build-script-')) return null
  return name.startsWith('dep-bin-') ? reads.programs : reads.library
}
