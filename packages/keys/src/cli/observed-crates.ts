import type { Crate, CrateId, CrateListing, TaskKind } from '@nx-crane/graph'
import { CargoError, listRead, scopeOf, TASK_KINDS } from '@nx-crane/graph'
import type { CrateFingerprint } from '../crate-fingerprint'
import type { CrateKeys } from '../crate-keys'
import { declaredReads } from '../declared-reads'
import { KeyNodes } from '../key-nodes'
import { Traces } from '../read-traces'
import { type PartReads, type ReadsToDeclare, readsToDeclare } from '../reads-to-declare'
import { EMPTY_TRACE, joinTraces, type Trace, type WidePlace } from '../trace'
import { type ComputeKeysOptions, combinedKeys } from './compute-keys'
import { findFingerprints } from './find-fingerprints'
import type { Fingerprints } from './fingerprints'

/** A crate whose sources do not say what is read, with what builds on this machine were seen to read. */
export interface ObservedCrate {
  readonly crate: CrateId
  readonly name: string
  /** Whether its manifest says what is read: then its keys are not wide. */
  readonly isDeclared: boolean
  /** Why nobody knows from the sources. */
  readonly because: readonly string[]
  /** What would have to run for all that it reads to be known, in the order of kinds. */
  readonly unobserved: readonly TaskKind[]
  /** Of what was observed. */
  readonly reads: ReadsToDeclare
}

export interface ObservedCratesOptions
  extends Pick<ComputeKeysOptions, 'root' | 'memoDir' | 'environment' | 'system' | 'manifests'> {
  /** The kinds of tasks whose results are kept. */
  readonly kinds: readonly TaskKind[]
}

/** All such crates of the repository, by id. Crates that have no keys are left out. */
export function observedCrates(options: ObservedCratesOptions): ObservedCrate[] {
  const nodes = new KeyNodes()
  const fingerprints = findFingerprints(options, nodes)
  const traces = new Traces({ root: options.root, path: options.memoDir })
  const keys = combinedKeys(fingerprints, options, { traces, nodes })
  const kinds = TASK_KINDS.filter((kind) => options.kinds.includes(kind))
  const parts = findParts(fingerprints, { kinds, keys, traces })
  const wideValues = fingerprints.wideValues(traces)
  const found = [...parts].flatMap(([id, ofCrate]): ObservedCrate[] => {
    const crate = fingerprints.crate(id)
    if (!crate) return []
    const listing = wideValues.listing(id)
    const reads = ofCrate.flatMap((part) => partReads(part, fingerprints, listing))
    const missing = ofCrate.filter((part) => part.trace === null && !isRepeated(part, ofCrate, crate))
    return [
      {
        ...{ crate: id, name: crate.name, isDeclared: declaredReads(crate) !== null },
        because: [...new Set(ofCrate.flatMap(({ place }) => place.wide.because))],
        unobserved: kinds.filter((kind) => missing.some((part) => part.kind === kind)),
        reads: readsToDeclare(crate, reads, listing),
      },
    ]
  })
  return found.sort((a, b) => (a.crate < b.crate ? -1 : 1))
}

/** One part of a crate. */
interface Part {
  readonly place: WidePlace
  /** A task that would show what it reads. */
  readonly kind: TaskKind
  /** Null where it was not observed. */
  trace: Trace | null
}

interface Lookup {
  readonly kinds: readonly TaskKind[]
  readonly keys: CrateKeys
  readonly traces: Traces
}

function findParts({ fingerprints, errorOf }: Fingerprints, lookup: Lookup): Map<CrateId, Part[]> {
  const found = new Map<string, Part>()
  for (const fingerprint of fingerprints.values()) {
    for (const kind of lookup.kinds) {
      if (!fingerprint.kinds[kind] || errorOf(fingerprint.id, kind)) continue
      for (const [place, trace] of tracesOf(fingerprint, kind, lookup)) {
        const name = `${place.part}\0${place.workspace}\0${place.crate}`
        const part = found.get(name) ?? { place, kind, trace: null }
        // It is the same part in the tasks of each crate that uses it, and compiled with other settings for some.
        if (trace) part.trace = joinTraces([part.trace ?? EMPTY_TRACE, trace])
        found.set(name, part)
      }
    }
  }
  const parts = new Map<CrateId, Part[]>()
  for (const part of found.values())
    parts.set(part.place.crate, [...(parts.get(part.place.crate) ?? []), part])
  return parts
}

function tracesOf(
  fingerprint: CrateFingerprint,
  kind: TaskKind,
  { keys, traces }: Lookup,
): [WidePlace, Trace | null][] {
  const config = keys.wide.configOf(fingerprint, kind)
  return placesOf(fingerprint, kind, keys).map((place) => [
    place,
    traces.find(place, config)?.trace ?? traces.findRefused(place, config) ?? null,
  ])
}

/** None where a crate that it needs is missing: `nx-crane graph` says so. */
function placesOf(fingerprint: CrateFingerprint, kind: TaskKind, keys: CrateKeys): readonly WidePlace[] {
  try {
    return keys.wide.places(fingerprint, kind)
  } catch (error) {
    if (!(error instanceof CargoError)) throw error
    return []
  }
}

function partReads(
  { place, kind, trace }: Part,
  fingerprints: Fingerprints,
  listing: CrateListing,
): PartReads[] {
  if (trace === null) return []
  const explained = fingerprints.explain(place.crate, kind)
  const inputs = [...(explained?.library ?? []), ...(place.part === kind ? (explained?.own ?? []) : [])].map(
    ({ what }) => what,
  )
  const named = (prefix: string) =>
    new Set(inputs.flatMap((what) => (what.startsWith(prefix) ? [what.slice(prefix.length)] : [])))
  const data = listRead(listing, place.part === kind && scopeOf(kind).tests ? 'tested' : 'built')
  const files = new Set([...named('file: '), ...data])
  return [{ trace, wide: place.wide, files, variables: named('environment: ') }]
}

/** Whether the compiler of this part reads what that of other, observed parts does: the same sources, with the same macros in them. */
function isRepeated({ place }: Part, parts: readonly Part[], { crateTargets }: Crate): boolean {
  const isKnown = (name: WidePlace['part']) => parts.some(({ place, trace }) => place.part === name && trace)
  const isUnknown = (name: WidePlace['part']) =>
    parts.some(({ place, trace }) => place.part === name && trace === null)
  if (place.part === 'lint')
    return isKnown('test') && !crateTargets.some(({ kind }) => kind.includes('bench'))
  const compiled = ['library', 'build'] as const
  return place.part === 'doc' && compiled.some(isKnown) && !compiled.some(isUnknown)
}
