import type { CargoWorkspace, CrateId, TaskKind } from '@nx-crane/graph'
import { defaultProfile, scopeOf } from '@nx-crane/graph'
import type { CrateFingerprint, LibraryFingerprint, TaskFingerprint } from './crate-fingerprint'
import type { KeyInput } from './key-input'
import { NO_SETTINGS, type TaskSettings } from './task-settings'
import type { WidePlace } from './trace'
import { joinWide, type Wide } from './wide'
import { WidePlaces } from './wide-places'
import type { WorkspaceInputs } from './workspace-inputs'

export interface WideContext {
  readonly workspaces: WorkspaceInputs
  workspace(manifest: string): CargoWorkspace | undefined
  /** Whether some fingerprint is wide. */
  readonly isAnyWide: boolean
  /** The value of a wide part, with a compiler and settings of this digest. */
  wideValue(place: WidePlace, config: string): string
  /** Whether that follows from what a build was seen to read. */
  isObserved(place: WidePlace, config: string): boolean
  /** Whether builds were observed on this machine that use other profiles or targets than tasks do by themselves. */
  readonly usesOthers: boolean
}

/** What keys hold that is not wide. */
interface Digests {
  /** Throws a CargoError where there is none. */
  library(crate: CrateId, workspace: string): LibraryFingerprint
  /** Of a library with all that it needs. */
  libraryDigest(crate: CrateId, workspace: string): string
  taskDigest(fingerprint: CrateFingerprint, kind: TaskKind, own: TaskFingerprint): string
}

/** What programs may read that Cargo starts in place of compilers and tests, and that nobody knows. */
interface ConfiguredPrograms {
  readonly wrappers: Wide | null
  readonly runners: Wide | null
}

/** The parts of keys of which only a build can tell what they read: see {@link Wide}. */
export class WideParts {
  readonly #context: WideContext
  readonly #digests: Digests
  readonly #places: WidePlaces
  readonly #programs = new Map<string, ConfiguredPrograms>()

  constructor(context: WideContext, digests: Digests) {
    this.#context = context
    this.#digests = digests
    this.#places = new WidePlaces({
      library: digests.library,
      digest: digests.libraryDigest,
      wrappers: (workspace) => this.#programsOf(workspace).wrappers,
    })
  }

  /** Those of a key as inputs; empty for most. */
  inputs(fingerprint: CrateFingerprint, kind: TaskKind, settings?: TaskSettings): KeyInput[] {
    const config = () => this.configOf(fingerprint, kind, settings)
    return this.#undeclared(fingerprint, kind).map((place) => ({
      what: `wide: ${place.part} of ${place.crate}`,
      value: this.#context.wideValue(place, config()),
    }))
  }

  /** The same for people: why a part is wide, or that it was observed. */
  explain(fingerprint: CrateFingerprint, kind: TaskKind, settings?: TaskSettings): KeyInput[] {
    const config = this.configOf(fingerprint, kind, settings)
    return this.#undeclared(fingerprint, kind).map((place) => {
      const state = this.#context.isObserved(place, config) ? 'observed' : 'wide'
      return {
        what: `${state}: ${place.part} of ${place.crate}, since ${place.wide.because.join(', ')}`,
        value: this.#context.wideValue(place, config),
      }
    })
  }

  /** Those parts of a key of which neither sources nor manifests tell what they read. */
  #undeclared(fingerprint: CrateFingerprint, kind: TaskKind): readonly WidePlace[] {
    return this.places(fingerprint, kind).filter(({ wide }) => !wide.isDeclared)
  }

  /** The parts of a key of which sources do not tell what they read, also where manifests do. */
  places(fingerprint: CrateFingerprint, kind: TaskKind): readonly WidePlace[] {
    const own = fingerprint.kinds[kind]
    const { id, workspace, dev } = fingerprint
    const { wrappers, runners } = this.#programsOf(workspace)
    if (!own || !(wrappers || runners || this.#context.isAnyWide)) return []
    const libraries = own.compiles ? [id, ...(own.dev ? (dev?.crates ?? []) : [])] : []
    const found = new Set(libraries.flatMap((crate) => this.#places.of(crate, workspace)))
    const around = [own.compiles ? wrappers : null, scopeOf(kind).runs ? runners : null]
    const wide = joinWide([own.wide, ...around])
    if (wide) {
      const base = this.#digests.taskDigest(fingerprint, kind, own)
      found.add({ crate: id, workspace, part: kind, base, wide })
    }
    return [...found]
  }

  /**
   * Digest of the compiler and the settings that decide what is read, the same for all kinds for which Cargo compiles a library once.
   * Those of profiles and targets that nobody has used on this machine do not, and of variables each trace names its own.
   */
  configOf(
    fingerprint: CrateFingerprint,
    kind: TaskKind,
    settings: TaskSettings = this.#context.usesOthers ? NO_SETTINGS : plainSettings(kind),
  ): string {
    const workspace = this.#context.workspace(fingerprint.workspace)
    if (!workspace) return ''
    const compiled = kind === 'wasm' ? kind : 'build'
    const parts = { native: true, foreign: false, links: false }
    return this.#context.workspaces.of({ workspace, kind: compiled, settings, ...parts }).digest
  }

  /** The same for tasks that nobody asked to use another profile or target. */
  plainConfigOf(fingerprint: CrateFingerprint, kind: TaskKind): string {
    return this.configOf(fingerprint, kind, plainSettings(kind))
  }

  #programsOf(manifest: string): ConfiguredPrograms {
    let programs = this.#programs.get(manifest)
    if (programs === undefined) {
      const { workspaces } = this.#context
      const workspace = this.#context.workspace(manifest)
      programs = {
        wrappers: workspace ? workspaces.wrappers(workspace) : null,
        runners: workspace ? workspaces.runners(workspace) : null,
      }
      this.#programs.set(manifest, programs)
    }
    return programs
  }
}

/** Tests compile libraries as builds do. */
function plainSettings(kind: TaskKind): TaskSettings {
  return { ...NO_SETTINGS, profile: defaultProfile(kind === 'wasm' ? kind : 'build') }
}
