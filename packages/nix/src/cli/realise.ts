import {
  ERROR_LEVEL,
  type NixLogEvent,
  parseBuildFailure,
  parseNixLogLine,
  parseRefusedSubstitute,
  type RefusedSubstitute,
} from '../log'
import { type Activity, BuildLog } from './build-log'
import { readDerivationGraph } from './derivation-graph'
import { explainFailure, type FailureContext } from './explain-failure'
import type { NixInstallation } from './nix-installation'
import { linesOf, type NixStatus } from './start-nix'
import { validPaths } from './valid-paths'

/** A derivation whose output `out` is wanted. */
export interface WantedOutput {
  /** Path of the `.drv`, which lies in the store. */
  readonly derivation: string
  /** Of its `out`. */
  readonly storePath: string
}

export type Realised =
  /** A build or a download has begun or ended, of something that is wanted or needed for it. */
  | { readonly is: 'activity'; readonly activity: Activity }
  /** A cache has something that is wanted or needed for it, but Nix does not trust who has signed it. */
  | { readonly is: 'refused'; readonly refused: RefusedSubstitute }
  /** Nix says so many are to be built. */
  | { readonly is: 'message'; readonly text: string }
  | {
      readonly is: 'made'
      readonly wanted: WantedOutput
      readonly activity: Activity | null
      readonly log: string
    }
  | { readonly is: 'failed'; readonly wanted: WantedOutput; readonly why: string }

/** Says less than this: what Nix is up to, which the activities say better. */
const WARNING = 1

/**
 * Builds or downloads what is wanted by one `nix build`, and says of each as soon as it is there or has failed; of what fails since it
 * needs another, at the end. All that can be built is. Ends early, with everything else failed, when `nix` is aborted.
 *
 * @param nameOf what a derivation is called where its own name is not the best
 */
export async function* realise(
  nix: NixInstallation,
  wanted: readonly WantedOutput[],
  nameOf: (derivation: string) => string,
): AsyncGenerator<Realised, void> {
  if (wanted.length === 0) return
  const log = new BuildLog(wanted.map(({ derivation }) => derivation))
  const open = new Map(wanted.map((each) => [each.storePath, each]))
  const made = async (candidates: readonly WantedOutput[]): Promise<Realised[]> => {
    const valid = await validUnlessAborted(
      nix,
      candidates.map(({ storePath }) => storePath),
    )
    return candidates.flatMap((each): Realised[] => {
      if (!valid.has(each.storePath) || !open.delete(each.storePath)) return []
      const activity = log.activities.get(each.derivation) ?? log.activities.get(each.storePath) ?? null
      return [{ is: 'made', wanted: each, activity, log: log.logOf(each.derivation)?.text ?? '' }]
    })
  }
  const explain = (each: WantedOutput, about: Pick<FailureContext, 'graph' | 'ending'>): Realised => ({
    is: 'failed',
    wanted: each,
    why: explainFailure(each.derivation, { ...about, log, nameOf }),
  })
  const failed = (derivation: string): Realised[] => {
    const each = wanted.find((one) => one.derivation === derivation)
    if (!each || !open.delete(each.storePath)) return []
    return [explain(each, { graph: new Map(), ending: '' })]
  }
  const status = yield* follow(nix, { wanted, log, made, failed })
  yield* await made([...open.values()])
  const rest = [...open.values()]
  if (rest.length === 0) return
  const derivations = rest.map(({ derivation }) => derivation)
  const graph = nix.aborted ? new Map() : await readDerivationGraph(nix, derivations)
  const ending = nix.aborted ? 'interrupted' : endingOf(status)
  for (const each of rest) yield explain(each, { graph, ending })
}

interface Run {
  readonly wanted: readonly WantedOutput[]
  readonly log: BuildLog
  /** Those of the candidates that the store holds by now. */
  readonly made: (candidates: readonly WantedOutput[]) => Promise<Realised[]>
  /** What there is to say when a derivation has failed by itself. */
  readonly failed: (derivation: string) => Realised[]
}

/**
 * Runs the build to its end. That a build has ended says nothing of how it ended: the store is asked, once at a time for all that ended
 * meanwhile.
 */
async function* follow(
  nix: NixInstallation,
  { wanted, log, made, failed }: Run,
): AsyncGenerator<Realised, NixStatus> {
  const bySubject = new Map(
    wanted.flatMap((each) => [[each.derivation, each] as const, [each.storePath, each] as const]),
  )
  const build = nix.start(
    'nix',
    ['build', '--stdin', '--keep-going', '--no-link', '--log-format', 'internal-json', '-v'],
    wanted.map(({ derivation }) => `${derivation}^out\n`).join(''),
  )
  build.stdout.resume()
  const lines = linesOf(build.stderr)
  let ended: WantedOutput[] = []
  let asking: Promise<Realised[]> | null = null
  try {
    for (let line = lines.next(); ; ) {
      if (asking === null && ended.length > 0 && !nix.aborted) {
        asking = made(ended)
        ended = []
      }
      const next: IteratorResult<string, void> | Realised[] = await Promise.race(
        asking === null ? [line] : [line, asking],
      )
      if (Array.isArray(next)) {
        asking = null
        yield* next
        continue
      }
      if (next.done) break
      line = lines.next()
      const event = parseNixLogLine(next.value)
      const activity = event && log.add(event)
      if (activity) yield { is: 'activity', activity }
      if (event?.is === 'message' && event.level === WARNING) yield warning(event.text)
      yield* ownFailureIn(event).flatMap(failed)
      const output = activity?.endTime == null ? undefined : bySubject.get(activity.subject)
      if (output) ended.push(output)
    }
    if (asking !== null) yield* await asking
    return await build.exit
  } finally {
    // Also when nobody wants to know the rest.
    build.interrupt()
  }
}

function warning(text: string): Realised {
  const refused = parseRefusedSubstitute(text)
  return refused ? { is: 'refused', refused } : { is: 'message', text }
}

function ownFailureIn(event: NixLogEvent | null): string[] {
  const failure =
    event?.is === 'message' && event.level === ERROR_LEVEL ? parseBuildFailure(event.text) : null
  return failure === null || failure.byDependency ? [] : [failure.derivation]
}

/** What is aborted cannot answer. */
async function validUnlessAborted(nix: NixInstallation, storePaths: readonly string[]): Promise<Set<string>> {
  try {
    return nix.aborted ? new Set() : await validPaths(nix, storePaths)
  } catch (error) {
    if (nix.aborted) return new Set()
    throw error
  }
}

function endingOf({ code, signal }: NixStatus): string {
  if (signal !== null) return `Nix was killed by ${signal} before this was built`
  return `Nix exited with code ${code} without saying why this was not built`
}
