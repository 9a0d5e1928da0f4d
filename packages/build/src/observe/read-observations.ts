import { basename } from 'node:path'
import { isSetByCargo } from '@nx-crane/graph'
import { isRustup } from '@nx-crane/keys/cli'
import { readScriptReruns, type ScriptReruns } from '../script-reruns'
import { isIgnoredVariable, readsWholeEnvironment } from './ignored-variables'
import type { CrateObservation, ObservedFile, Question } from './observation'
import { ObservedPlaces } from './observed-places'
import { describeProcess, isCompiler, sysrootOf } from './observed-process'
import type { ReadLogs } from './observer-logs'
import type { Note, NoteKind, ObserverLog } from './parse-observer-log'

export interface ObservationsRequest {
  /** The repository, absolute and without links. */
  readonly root: string
  readonly targetDirectory: string
  /** Of Cargo. */
  readonly environment: NodeJS.ProcessEnv
}

/**
 * What logs say, one observation for each process that Cargo started, sorted. Compilers that were only asked for their version
 * have none. Whatever is wrong with a log makes observations incomplete; nothing throws.
 */
export function toObservations(
  { logs, damaged }: ReadLogs,
  request: ObservationsRequest,
): CrateObservation[] {
  const groups = new Map<string, ObserverLog[]>()
  for (const log of logs) {
    const members = groups.get(log.root)
    if (members) members.push(log)
    else groups.set(log.root, [log])
  }
  const sysroots = logs
    .filter(({ program }) => isCompiler(program) && !isRustup(program))
    .map(({ program }) => sysrootOf(program))
    .filter((sysroot) => sysroot !== request.root && !request.root.startsWith(`${sysroot}/`))
  const places = new ObservedPlaces({ ...request, others: sysroots })
  const written = new Set(logs.map(({ name }) => name))
  const lost = [...groups.keys()].filter((name) => !written.has(name))
  // They could be of any crate.
  const gaps = [...damaged, ...lost.map(() => 'a process could not write its log')]
  const observations = [...groups].flatMap(([name, members]) => {
    const root = members.find((log) => log.name === name)
    if (root === undefined) return []
    return observationOf([root, ...members.filter((log) => log !== root)], { places, gaps }) ?? []
  })
  return observations.sort((a, b) => compare(sortKey(a), sortKey(b)))
}

function observationOf(
  logs: readonly [ObserverLog, ...ObserverLog[]],
  context: { readonly places: ObservedPlaces; readonly gaps: readonly string[] },
): CrateObservation | null {
  const { manifestDirectory, gap, ...described } = describeProcess(logs)
  if (described.role === 'other' && isCompiler(logs[0].program)) return null
  const outDirectory = logs[0].variables.get('OUT_DIR')
  const reads = new Reads(context.places, outDirectory)
  const notes = logs.flatMap((log) => {
    const byGit = basename(log.program) === 'git'
    // A compiler that a script starts asks for what every compiler asks for.
    const isCommon = ({ kind, text }: Note) =>
      kind === 'variable' && isCompiler(log.program) && isIgnoredVariable(text, 'rustc')
    return notesOf(log).flatMap((note) => (isCommon(note) ? [] : [{ ...note, byGit }]))
  })
  for (const note of notes.sort((a, b) => compare(a.time, b.time))) reads.add(note)
  const gaps = [
    ...context.gaps,
    ...(gap === null ? [] : [gap]),
    ...logs.flatMap((log) => log.gaps),
    ...reads.gaps,
  ]
  return {
    directory: manifestDirectory === null ? null : context.places.relative(manifestDirectory),
    ...described,
    reruns:
      described.role === 'script' ? rerunsOf({ outDirectory, manifestDirectory }, context.places) : null,
    files: reads.files,
    variables: [...reads.variables]
      .filter((name) => !isSetByCargo(name) && !isIgnoredVariable(name, described.role))
      .sort(),
    areVariablesComplete: !logs.some((log) => readsWholeEnvironment(log.program) && !isOwnWrapper(log)),
    isComplete: gaps.length === 0,
    gaps: [...new Set(gaps)].sort(),
  }
}

function rerunsOf(
  {
    outDirectory,
    manifestDirectory,
  }: { readonly outDirectory: string | undefined; readonly manifestDirectory: string | null },
  places: ObservedPlaces,
): ScriptReruns | null {
  if (outDirectory === undefined || manifestDirectory === null) return null
  const reruns = readScriptReruns(outDirectory, manifestDirectory)
  return reruns && { ...reruns, paths: reruns.paths?.map((path) => places.relative(path)) ?? null }
}

/** A shell first asks whether the PWD that it was given is the directory it is in: that says nothing of what it then does. */
function notesOf({ program, notes }: ObserverLog): readonly Note[] {
  // Its proxies look for the toolchain, and the compiler of that writes a log of its own.
  if (/^(?:cargo|rust|clippy)/.test(basename(program)) && isRustup(program)) return []
  if (!/\/(?:\w*sh|busybox)$/.test(program)) return notes
  const own = notes.slice(0, 2).findIndex(({ kind, text }) => kind === 'looked at' && text.endsWith('/.'))
  return own === -1 || notes[0]?.kind !== 'looked at' ? notes : notes.slice(own + 1)
}

/** The script that `documentCrates` gives to Cargo for rustdoc. */
function isOwnWrapper({ arguments: [, script = ''] }: ObserverLog): boolean {
  return /\/nx-crane\/[^/]+\/rustdoc\.sh$/.test(script)
}

const QUESTIONS: Readonly<Partial<Record<NoteKind, Question>>> = {
  read: 'content',
  started: 'content',
  'looked at': 'kind',
  listed: 'entries',
}

/** What was asked before the processes made it themselves. */
class Reads {
  readonly variables = new Set<string>()
  readonly gaps: string[] = []
  readonly #places: ObservedPlaces
  readonly #outDirectory: string | undefined
  readonly #asked = new Map<string, Set<Question>>()
  readonly #written = new Set<string>()
  readonly #readByOthers = new Set<string>()

  constructor(places: ObservedPlaces, outDirectory: string | undefined) {
    this.#places = places
    this.#outDirectory = outDirectory
  }

  add({
    kind,
    text,
    byGit,
  }: {
    readonly kind: NoteKind
    readonly text: string
    readonly byGit: boolean
  }): void {
    if (kind === 'variable') {
      this.variables.add(text)
      return
    }
    if (kind === 'unobserved') {
      this.gaps.push(`${text} was started, which can't be observed`)
      return
    }
    const program = kind === 'started' ? this.#places.programOf(text) : null
    if (program !== null) {
      this.#asked.set(program, new Set(['program']))
      return
    }
    const question = QUESTIONS[kind]
    const path = this.#places.nameOf(text, question ?? 'content')
    if (path === null || this.#isOutput(text) || (kind === 'started' && isToolchain(text, path))) return
    if (path.includes('\ufffd')) this.gaps.push('a path is not UTF-8')
    else if (kind === 'walked') this.gaps.push(`libc itself walked through ${path}`)
    else if (kind === 'written') this.#written.add(path)
    else if (question !== undefined && !this.#written.has(path)) {
      const asked = this.#asked.get(path) ?? new Set()
      this.#asked.set(path, asked.add(question))
      if (question === 'content' && !byGit) this.#readByOthers.add(path)
    }
  }

  /** Whoever asks for more than what something is learns that too. */
  get files(): ObservedFile[] {
    const paths = [...this.#asked.keys()].sort(compare)
    return paths.flatMap((path) => {
      const asked = this.#asked.get(path) ?? new Set()
      const more = (['content', 'entries', 'program'] as const).filter((question) => asked.has(question))
      return (more.length > 0 ? more : (['kind'] as const)).map((question) => ({
        path,
        asked: question,
        ...(question === 'content' && !this.#readByOthers.has(path) ? { byGit: true as const } : {}),
      }))
    })
  }

  #isOutput(path: string): boolean {
    return this.#outDirectory !== undefined && `${path}/`.startsWith(`${this.#outDirectory}/`)
  }
}

/** A compiler that is started and does not belong to the repository: every key holds its version. */
function isToolchain(program: string, path: string): boolean {
  return path === program && isCompiler(program)
}

function sortKey({ directory, role, crateName, isTest, crateType }: CrateObservation): string {
  return [directory ?? '', role, crateName ?? '', String(isTest), crateType ?? ''].join('\0')
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
