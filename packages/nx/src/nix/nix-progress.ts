import type { Activity, DerivationGraph } from '@nx-crane/nix/cli'
import { neededBy } from '@nx-crane/nix/cli'
import { NixTally } from './nix-tally'
import type { NixTask } from './nix-task'

export interface ProgressTask {
  readonly tasks: readonly NixTask[]
  readonly derivation: string
  readonly storePath: string
}

/** What other derivations take longer than this is worth a line; most of them are done at once. */
const LONG_MS = 4_000
/** When nothing was said for so long, it is said what is going on. */
const QUIET_MS = 30_000
/** So many tasks are named that need something. */
const MOST_NAMES = 2

/** Says in lines what Nix is at: each task when it begins and when it ends, of the rest only what takes long. */
export class NixProgress implements Disposable {
  readonly #print: (line: string) => void
  readonly #bySubject: ReadonlyMap<string, ProgressTask>
  readonly #total: number
  readonly #running = new Map<Activity, NodeJS.Timeout | null>()
  readonly #tally: NixTally
  #graph: DerivationGraph = new Map()
  #done = 0
  #silence: NodeJS.Timeout | undefined

  constructor(
    wanted: readonly ProgressTask[],
    { found, print }: { found: number; print: (line: string) => void },
  ) {
    this.#print = print
    this.#total = wanted.length
    this.#tally = new NixTally(found)
    this.#bySubject = new Map(
      wanted.flatMap((each) => [[each.derivation, each] as const, [each.storePath, each] as const]),
    )
    const rest = found === 0 ? '' : `, ${found} in the store already`
    this.#say(`nix: ${wanted.length} to build or download${rest}`)
  }

  /** Which derivations need which, once that is known. */
  know(graph: DerivationGraph): void {
    this.#graph = graph
  }

  activity(activity: Activity): void {
    if (activity.endTime === null) this.#begin(activity)
    else this.#end(activity)
  }

  /** The store path of a task is there, and its files are where they belong; or not. */
  finished(
    storePath: string,
    { how, isInPlace }: { readonly how: string; readonly isInPlace: boolean },
  ): void {
    this.#done += 1
    const each = this.#bySubject.get(storePath)
    if (!each) return
    if (isInPlace) this.#tally.finish(storePath, each.tasks.length)
    this.#say(`${this.#count} ${namesOf(each)} ${how}`)
  }

  /** All of it is done: says what caches gave. */
  end(): void {
    const summary = this.#tally.summary()
    if (summary !== null) this.#say(`nix: ${summary}`)
  }

  /** What Nix wants to be heard. */
  message(text: string): void {
    this.#say(`nix: ${text}`)
  }

  /** What a derivation is called: by its task, else by its name. */
  nameOf(derivation: string): string {
    const each = this.#bySubject.get(derivation)
    return each ? namesOf(each) : ownName(derivation)
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#silence)
    for (const timer of this.#running.values()) clearTimeout(timer ?? undefined)
    this.#running.clear()
  }

  get #count(): string {
    return `[${this.#done}/${this.#total}]`
  }

  #begin(activity: Activity): void {
    const task = this.#bySubject.get(activity.subject)
    this.#tally.begin(activity, task?.storePath ?? null)
    const timer = task ? null : setTimeout(() => this.#saysLong(activity), LONG_MS)
    timer?.unref()
    this.#running.set(activity, timer)
    if (task) this.#say(`${this.#count} ${describe(activity, this.nameOf(activity.subject))}`)
  }

  #end(activity: Activity): void {
    clearTimeout(this.#running.get(activity) ?? undefined)
    this.#running.delete(activity)
  }

  #saysLong(activity: Activity): void {
    this.#say(
      `${this.#count} ${describe(activity, ownName(activity.subject))}${this.#neededBy(activity.subject)}`,
    )
  }

  #neededBy(derivation: string): string {
    const users = [...new Set(this.#bySubject.values())].filter((each) =>
      neededBy(this.#graph, each.derivation).includes(derivation),
    )
    if (users.length === 0) return ''
    const more = users.length > MOST_NAMES ? ` and ${users.length - MOST_NAMES} more` : ''
    return `, needed by ${users.slice(0, MOST_NAMES).map(namesOf).join(', ')}${more}`
  }

  #say(line: string): void {
    this.#print(line)
    clearTimeout(this.#silence)
    this.#silence = setTimeout(() => this.#sayWhatRuns(), QUIET_MS)
    this.#silence.unref()
  }

  #sayWhatRuns(): void {
    const running = [...this.#running.keys()].map(
      (activity) => `${this.nameOf(activity.subject)} (${seconds(Date.now() - activity.startTime)})`,
    )
    if (running.length > 0) this.#say(`${this.#count} still at ${running.join(', ')}`)
  }
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`
}

function describe({ is, from }: Activity, name: string): string {
  if (is === 'download') return `downloading ${name} from ${from}`
  return from === '' ? `building ${name}` : `building ${name} on ${from}`
}

function namesOf({ tasks }: ProgressTask): string {
  return tasks.map(({ id }) => id).join(', ')
}

/** `/nix/store/<hash>-name.drv` → `name` */
function ownName(subject: string): string {
  return subject.replace(/^.*\/[^/-]{32}-/, '').replace(/\.drv$/, '')
}
