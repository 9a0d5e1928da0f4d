import { statSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import type { BuiltPackages, CompilerDiagnostic, WasmDevBuild } from '@nx-crane/build'
import type { BrowserGlue } from './locate-import'

/** Builds one crate; `WasmDevBuilder` is one. */
export interface DevBuilder {
  build(request: {
    readonly glues: readonly BrowserGlue[]
    readonly signal: AbortSignal
    readonly onNotice: (line: string) => void
  }): Promise<WasmDevBuild>
  forgetSetup(): void
}

export interface DevPackageEvents {
  /** It is good now; `glues` are those of which the bytes are others than those of the good one before. */
  built(build: BuiltPackages, glues: readonly BrowserGlue[]): void
  /** It failed; the last good one stays. */
  failed(reason: FailureReason): void
  warned(warnings: readonly CompilerDiagnostic[]): void
  noticed(line: string): void
  /** There is nothing yet, and it may take as long as all its dependencies do. */
  begun(): void
  finished(milliseconds: number): void
}

export type FailureReason = Extract<WasmDevBuild, { status: 'failed' }> | { status: 'error'; error: unknown }

/** Several files that are saved at once are one change. */
const COALESCE_MILLISECONDS = 5
/** By then the watcher has looked at everything it was told to watch. */
const SECOND_LOOK_MILLISECONDS = 1_000

/**
 * The builds of one package in a dev server. At most one is running; a change makes it out of date, so it is cancelled
 * and nobody sees what came of it. What was good last stays until something better is there.
 */
export class DevPackage {
  readonly #builder: DevBuilder
  readonly #events: DevPackageEvents
  readonly #glues = new Set<BrowserGlue>()
  #good: BuiltPackages | null = null
  #failure: FailureReason | null = null
  #isWanted = false
  #cancel: AbortController | null = null
  #running: Promise<void> | null = null
  #isClosed = false

  constructor(builder: DevBuilder, events: DevPackageEvents) {
    this.#builder = builder
    this.#events = events
  }

  get good(): BuiltPackages | null {
    return this.#good
  }

  get failure(): FailureReason | null {
    return this.#failure
  }

  /** What the compiler has read last. */
  get inputs(): readonly string[] {
    return this.#good?.inputs ?? []
  }

  /** Waits until there is a build with the glue, or a failure. */
  async ensure(glue: BrowserGlue): Promise<void> {
    if (!this.#glues.has(glue)) {
      this.#glues.add(glue)
      this.#want()
      const started = Date.now()
      await this.#running
      if (this.#glues.size === 1) this.#lookAgain(started)
    }
    if (this.#good === null) await this.#running
  }

  /** A source has changed, or with `setup` what decides how it is built. */
  changed({ setup }: { readonly setup: boolean }): void {
    if (setup) this.#builder.forgetSetup()
    // Nobody has asked for it yet.
    if (this.#glues.size > 0) this.#want()
  }

  /** Resolves when nothing is being built. */
  async settled(): Promise<void> {
    await this.#running
  }

  close(): void {
    this.#isClosed = true
    this.#isWanted = false
    this.#cancel?.abort()
  }

  #want(): void {
    if (this.#isClosed) return
    this.#isWanted = true
    this.#cancel?.abort()
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
  }

  async #run(): Promise<void> {
    while (this.#isWanted) {
      if (this.#good !== null || this.#failure !== null) await delay(COALESCE_MILLISECONDS)
      this.#isWanted = false
      const started = performance.now()
      const cancel = new AbortController()
      this.#cancel = cancel
      if (this.#good === null && this.#failure === null) this.#events.begun()
      const outcome = await this.#build(cancel.signal)
      this.#cancel = null
      if (this.#isWanted || this.#isClosed || outcome.status === 'cancelled') continue
      this.#events.finished(performance.now() - started)
      this.#take(outcome)
    }
  }

  async #build(signal: AbortSignal): Promise<WasmDevBuild | FailureReason> {
    const onNotice = (line: string) => this.#events.noticed(line)
    try {
      return await this.#builder.build({ glues: [...this.#glues].sort(), signal, onNotice })
    } catch (error) {
      return { status: 'error', error }
    }
  }

  #take(outcome: BuiltPackages | FailureReason): void {
    if (outcome.status !== 'built') {
      this.#failure = outcome
      this.#events.failed(outcome)
      return
    }
    const before = this.#good
    this.#good = outcome
    this.#failure = null
    const isReplaced = (glue: BrowserGlue) =>
      before?.dirs.has(glue) === true && before.dirs.get(glue) !== outcome.dirs.get(glue)
    this.#events.built(outcome, [...this.#glues].filter(isReplaced))
    this.#events.warned(outcome.warnings)
  }

  /** What was edited after the first build began, but before the watcher listened, is noticed here. */
  #lookAgain(started: number): void {
    setTimeout(() => {
      const isNewer = (path: string) => (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) > started
      if (this.inputs.some(isNewer)) this.changed({ setup: false })
    }, SECOND_LOOK_MILLISECONDS).unref()
  }
}
