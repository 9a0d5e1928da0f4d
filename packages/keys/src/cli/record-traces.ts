import { parentDir } from '@nx-crane/graph'
import type { Traces } from '../read-traces'
import { joinTraces, type Trace, type TraceQuestion, type WidePlace } from '../trace'
import { areSettled, filesOfTrace } from './settled-files'
import { type KeyedTask, type TaskKeysOptions, taskKeys, tracesOf } from './task-keys'

/** What the processes of one target of a crate were seen to read in one run of cargo. */
export interface ObservedReads {
  /** Of the crate, relative to the root of the repository, which is `.` itself; null where nobody knows. */
  readonly directory: string | null
  readonly role: 'script' | 'rustc' | 'rustdoc' | 'test' | 'other'
  /** What rustc was asked for: `lib`, `proc-macro`, `bin`; null for other roles. */
  readonly crateType: string | null
  readonly isTest: boolean
  /** Of a build script: what Cargo runs it again for; `paths` is null where that is every file of the package. */
  readonly reruns: { readonly paths: readonly string[] | null; readonly variables: readonly string[] } | null
  readonly files: readonly {
    readonly path: string
    readonly asked: TraceQuestion
    /** Git alone asked, which reads what looks changed since it last did. */
    readonly byGit?: true
  }[]
  readonly variables: readonly string[]
  readonly areVariablesComplete: boolean
  /** Whether every path that was asked is listed. */
  readonly isComplete: boolean
}

interface ObservedTask extends KeyedTask {
  /** Whether it read what its key does not hold: that says what is to be declared, and is nothing for keys. */
  readonly isRefused?: boolean
  /** Whether it was asked to use a profile or target that it does not use by itself. */
  readonly usesOthers?: boolean
}

export interface ObservedRun extends TaskKeysOptions {
  /** The tasks that ended well. All that belongs to their keys was made in this run, or was up to date. */
  readonly tasks: readonly ObservedTask[]
  readonly observations: readonly ObservedReads[]
  /** Milliseconds since 1970, before anything was read. */
  readonly startedAt: number
}

/**
 * Keeps what a run was seen to read, so that the keys of the next depend on that and on nothing else. It is true for exactly the
 * sources, compiler and settings of this run; what was not read anew because it was up to date keeps what is known of it.
 */
export function recordTraces(run: ObservedRun): void {
  const { tasks } = run
  if (tasks.length === 0) return
  const { fingerprints, traces, keys, files } = taskKeys(run)
  // The values of the keys that these results have, before anything new is known.
  const values = fingerprints.wideValues(tracesOf(run))
  const configBefore = new Map(
    tasks.flatMap(({ crate, kind }) => {
      const fingerprint = fingerprints.fingerprints.get(crate)
      return fingerprint ? [[`${kind} ${crate}`, keys.wide.configOf(fingerprint, kind)] as const] : []
    }),
  )
  if (tasks.some(({ usesOthers }) => usesOthers)) traces.noteOthers()
  const seen = new Set<WidePlace>()
  const [made, refused] = [
    tasks.filter(({ isRefused }) => !isRefused),
    tasks.filter(({ isRefused }) => isRefused),
  ]
  for (const { crate, kind, isRefused = false } of [...made, ...refused]) {
    const fingerprint = fingerprints.fingerprints.get(crate)
    // The program that was seen is not the one that is there now.
    if (!fingerprint || !areSettled(files.task(fingerprint, kind), run)) continue
    const config = keys.wide.configOf(fingerprint, kind)
    const plain = keys.wide.plainConfigOf(fingerprint, kind)
    for (const place of keys.wide.places(fingerprint, kind)) {
      if (seen.has(place)) continue
      seen.add(place)
      // clippy compiles a library as a build does, and looks at its own configuration besides, of which keys of lints know.
      if (kind === 'lint' && place.part !== kind && traces.find(place, config)) continue
      const trace = traceOf(place, { run, traces, configs: [config, plain] })
      if (trace === null || !areSettled(filesOfTrace(trace), run)) continue
      if (isRefused && !place.wide.isDeclared) traces.putRefused(place, config, trace)
      else {
        const value = place.wide.isDeclared
          ? ''
          : values.value(place, configBefore.get(`${kind} ${crate}`) ?? config)
        traces.put(place, config, trace, [values.answers(trace, place), value])
      }
    }
  }
  traces.write()
  fingerprints.keep()
}

interface Seen {
  readonly run: ObservedRun
  readonly traces: Traces
  /** The settings of the run, and of runs without any. */
  readonly configs: readonly [string, string]
}

/** Null where it is not known what the part reads. */
function traceOf(place: WidePlace, { run, traces, configs }: Seen): Trace | null {
  const directory = parentDir(place.crate)
  const all = run.observations.filter(
    (each) => each.directory !== null && placeOf(each.directory) === directory,
  )
  const found = all.filter((each) => isOfPart(each, place.part))
  if (found.some(({ isComplete }) => !isComplete)) return null
  const known = configs.flatMap((config) => traces.find(place, config)?.trace ?? [])
  const [config] = configs
  const same = known.length > 0 ? joinTraces(known) : traces.findRefused(place, config)
  // Cargo did not make it again for the settings that are others now: they have no say in what it reads.
  const before = same ?? traces.findOfAnySettings(place) ?? traces.latest(place, config)?.trace ?? null
  if (found.length === 0) return before
  const now = found.map(traceOfReads)
  // A test that ran may have been compiled before; one that was compiled in this run has told all.
  const isWhole = place.part !== 'test' && place.part !== 'bench' ? true : all.some(isCompiledTest)
  if (isWhole) return joinTraces([...now, ...known])
  return before && joinTraces([...now, before])
}

function isCompiledTest({ role, isTest }: ObservedReads): boolean {
  return role === 'rustc' && isTest
}

function isOfPart({ role, crateType, isTest }: ObservedReads, part: WidePlace['part']): boolean {
  if (part === 'script') return role === 'script'
  const isLibrary = role === 'rustc' && !isTest && crateType !== 'bin'
  if (part === 'library') return isLibrary
  return role === 'test' || role === 'rustdoc' || role === 'rustc'
}

function traceOfReads({ role, reruns, files, variables, areVariablesComplete }: ObservedReads): Trace {
  return joinTraces([
    {
      files: [
        ...files.map(({ path, asked }) => [placeOf(path), asked] as const),
        ...(reruns?.paths ?? []).map((path) => [placeOf(path), 'tree'] as const),
      ],
      variables: [...variables, ...(reruns?.variables ?? [])],
      environ: !areVariablesComplete,
      package: role === 'script' && (reruns?.paths ?? null) === null,
    },
  ])
}

function placeOf(path: string): string {
  return path === '.' ? '' : path
}
