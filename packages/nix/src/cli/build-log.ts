import { type BuildFailure, ERROR_LEVEL, KeptLog, type NixLogEvent, parseBuildFailure } from '../log'

/** What was built or downloaded for one derivation or store path. */
export interface Activity {
  readonly is: 'build' | 'download'
  /** Path of the `.drv`, or of what is downloaded. */
  readonly subject: string
  /** The cache that it comes from, or the machine that builds it; empty for this one. */
  readonly from: string
  readonly startTime: number
  endTime: number | null
}

/** So much is kept of what is built for others, and so much of what was asked for. */
const SMALL_LOG = 20_000
const LARGE_LOG = 1_000_000

/** What is known of one run of Nix from its log so far. */
export class BuildLog {
  /** The last one by its subject. */
  readonly activities = new Map<string, Activity>()
  /** By derivation. */
  readonly failures = new Map<string, BuildFailure>()
  /** Errors that are about no derivation. */
  readonly errors: string[] = []
  readonly #wanted: ReadonlySet<string>
  readonly #byId = new Map<string, Activity>()
  /** What is being built elsewhere, as the Nix there tells of it: id → derivation. */
  readonly #elsewhere = new Map<string, string>()
  readonly #logs = new Map<string, KeptLog>()

  /** @param wanted the derivations of which all that they print is kept */
  constructor(wanted: Iterable<string>) {
    this.#wanted = new Set(wanted)
  }

  /** Takes an event in; gives the activity that has begun or ended by it. */
  add(event: NixLogEvent): Activity | null {
    switch (event.is) {
      case 'build':
        return this.#begin(event.id, { is: 'build', subject: event.derivation, from: event.machine })
      case 'download':
        return this.#begin(event.id, { is: 'download', subject: event.storePath, from: event.from })
      case 'output':
        this.#print(event)
        return null
      case 'end':
        return this.#end(event.id)
      case 'message':
        if (event.level === ERROR_LEVEL) this.#fail(event.text)
        return null
    }
  }

  /** What the build of a derivation has printed; undefined when it was not built in this run. */
  logOf(derivation: string): KeptLog | undefined {
    return this.#logs.get(derivation)
  }

  #begin(id: string, { is, subject, from }: Pick<Activity, 'is' | 'subject' | 'from'>): Activity | null {
    if (is === 'build' && from === '' && this.#isElsewhere(subject)) {
      this.#elsewhere.set(id, subject)
      return null
    }
    const activity: Activity = { is, subject, from, startTime: Date.now(), endTime: null }
    this.activities.set(subject, activity)
    this.#byId.set(id, activity)
    if (is === 'build') {
      this.#logs.set(subject, new KeptLog(this.#wanted.has(subject) ? LARGE_LOG : SMALL_LOG))
    }
    return activity
  }

  #isElsewhere(derivation: string): boolean {
    const activity = this.activities.get(derivation)
    return activity?.is === 'build' && activity.from !== '' && activity.endTime === null
  }

  #end(id: string): Activity | null {
    const activity = this.#byId.get(id)
    if (!activity) return null
    this.#byId.delete(id)
    activity.endTime = Date.now()
    return activity
  }

  #print({ id, line }: { id: string; line: string }): void {
    const subject = this.#byId.get(id)?.subject ?? this.#elsewhere.get(id)
    if (subject !== undefined) this.#logs.get(subject)?.add(line)
  }

  #fail(text: string): void {
    const failure = parseBuildFailure(text)
    // Nix says everything once more at the end, together.
    if (failure === null) {
      if (!/^build of .* failed$/.test(text)) this.errors.push(text)
    } else if (!this.failures.has(failure.derivation)) this.failures.set(failure.derivation, failure)
  }
}
