import type { Crate, CrateId } from '@nx-crane/graph'
import { CargoError, scopeOf, type TaskKind } from '@nx-crane/graph'
import type { CrateFingerprint, LibraryFingerprint, Needs, TaskFingerprint } from './crate-fingerprint'
import {
  type CrateLookup,
  Dependencies,
  type DependencyContext,
  type DependencyInputs,
} from './dependency-inputs'
import { digestInputs, type KeyInput } from './key-input'
import type { KeyNodes } from './key-nodes'
import { joinEffects, type LibraryEffects, NO_EFFECTS } from './library-effects'
import { linksFor } from './linked-targets'
import type { OwnInputs, OwnKind, UsedLibraries } from './own-inputs'

/** What went into a fingerprint, in order, for people. */
export interface FingerprintInputs {
  readonly library: readonly KeyInput[]
  readonly own: readonly KeyInput[]
}

/** What earlier runs found, where manifests and locks are what they were. */
export interface PastFingerprints {
  /** The fingerprint of a crate that need not be looked at. */
  clean(id: CrateId): CrateFingerprint | undefined
  /** The last fingerprint of a crate that has to be looked at while those that it needs are to it what they were. */
  needs(id: CrateId): CrateFingerprint | undefined
}

export interface FingerprintContext extends DependencyContext {
  readonly past: PastFingerprints
  readonly nodes: KeyNodes
}

/** Computes the fingerprints of crates. Each crate is looked at once, after those that it needs. */
export class CrateFingerprints {
  readonly #graph: CrateLookup
  readonly #past: PastFingerprints
  readonly #nodes: KeyNodes
  readonly #own: OwnInputs
  readonly #dependencies: Dependencies
  readonly #libraries = new Map<string, LibraryFingerprint>()
  readonly #used = new Map<string, UsedLibraries>()
  readonly #dev = new Map<CrateId, Needs>()
  /** Workspaces with resolver 1, which unifies the features that dev-dependencies ask for with the others, tests or not. */
  readonly #unifying: ReadonlySet<string>
  readonly #underway: CrateId[] = []

  constructor(own: OwnInputs, context: FingerprintContext) {
    this.#graph = context.graph
    this.#unifying = new Set(
      context.graph.workspaces.flatMap(({ manifest, resolver }) => (resolver === '1' ? [manifest] : [])),
    )
    this.#past = context.past
    this.#nodes = context.nodes
    this.#own = own
    this.#dependencies = new Dependencies(context)
  }

  /** Throws a CargoError when an input cannot be read. */
  kind(crate: Crate, kind: TaskKind): TaskFingerprint {
    if (kind === 'format') {
      return { own: this.#nodes.digest(this.#own.kind(crate, kind, NO_EFFECTS).inputs), ...NO_COMPILATION }
    }
    const library = this.library(crate, crate.workspace)
    const dev = this.#takesDev(crate, kind)
    const needs = dev ? [library, this.#devNeeds(crate)] : [library]
    const { inputs, wide } = this.#ownKind(crate, kind, this.#effects(crate, dev))
    return {
      own: this.#nodes.digest(inputs),
      native: needs.some(({ native }) => native),
      foreign: needs.some(({ foreign }) => foreign),
      links: linksFor(crate, kind),
      compiles: true,
      dev,
      wide,
    }
  }

  /** @param workspace whose lock decides */
  library(crate: Crate, workspace: string): LibraryFingerprint {
    const place = `${workspace}\0${crate.id}`
    const known = this.#libraries.get(place)
    if (known) return known
    if (this.#underway.includes(crate.id)) throw this.#cycle(crate)
    this.#underway.push(crate.id)
    try {
      const library = this.#compute(crate, workspace)
      this.#libraries.set(place, library)
      return library
    } finally {
      this.#underway.pop()
    }
  }

  /** All that was computed of a crate so far, with `kinds`. */
  of(crate: Crate, kinds: CrateFingerprint['kinds']): CrateFingerprint {
    const libraries: Record<string, LibraryFingerprint> = {}
    for (const workspace of this.#workspaces()) {
      const library = this.#libraries.get(`${workspace}\0${crate.id}`)
      if (library) libraries[workspace] = library
    }
    const { id, name, workspace, rustVersion } = crate
    return { id, name, workspace, rustVersion, libraries, dev: this.#dev.get(id) ?? null, kinds }
  }

  /** What {@link kind} and {@link library} made digests of. */
  explain(crate: Crate, kind: TaskKind): FingerprintInputs {
    if (kind === 'format') return { library: [], own: this.#own.kind(crate, kind, NO_EFFECTS).inputs }
    const own = this.#ownKind(crate, kind, this.#effects(crate, this.#takesDev(crate, kind))).inputs
    const needs = this.#dependencies.of(crate, crate.workspace, ['normal', 'build'])
    const dev = this.#takesDev(crate, kind)
      ? [this.#own.dev(crate), ...this.#dependencies.of(crate, crate.workspace, ['dev']).locked]
      : []
    return {
      library: [...this.#own.library(crate, this.#usedLibraries(crate)).inputs, ...needs.locked],
      own: [...own, ...dev],
    }
  }

  #ownKind(crate: Crate, kind: TaskKind, effects: LibraryEffects): OwnKind {
    const { inputs, wide } = this.#own.kind(crate, kind, effects)
    if (kind !== 'lint') return { inputs, wide }
    // Clippy leaves out what is too new for it.
    const version = { what: 'manifest: rust-version', value: crate.rustVersion ?? 'none' }
    return { inputs: [...inputs, version], wide }
  }

  #compute(crate: Crate, workspace: string): LibraryFingerprint {
    const needs =
      this.#past.needs(crate.id)?.libraries[workspace]?.needs ??
      this.#needs(this.#dependencies.of(crate, workspace, ['normal', 'build']), workspace, [])
    const script = this.#scriptNeeds(crate, workspace)
    const used = {
      effects: joinEffects(this.#librariesOf(needs.crates, workspace).map(({ effects }) => effects)),
      ofScript: joinEffects(this.#librariesOf(script.crates, workspace).map(({ effects }) => effects)).runs,
    }
    this.#used.set(`${workspace}\0${crate.id}`, used)
    const own = this.#own.library(crate, used)
    return {
      own: this.#nodes.digest(own.inputs),
      needs,
      native: needs.native || own.script !== null,
      foreign: needs.foreign,
      effects: own.effects,
      script: own.script?.wide
        ? {
            own: digestInputs([...own.script.inputs, ...script.locked]),
            crates: script.crates,
            wide: own.script.wide,
          }
        : null,
      wide: own.wide,
    }
  }

  /** What the build script of a crate is linked with. */
  #scriptNeeds(crate: Crate, workspace: string): Pick<DependencyInputs, 'locked' | 'crates'> {
    const has = crate.crateTargets.some(({ kind }) => kind.includes('custom-build'))
    return has ? this.#dependencies.of(crate, workspace, ['build']) : { locked: [], crates: [] }
  }

  #devNeeds(crate: Crate): Needs {
    let needs = this.#dev.get(crate.id) ?? this.#past.needs(crate.id)?.dev ?? undefined
    if (needs === undefined) {
      const found = this.#dependencies.of(crate, crate.workspace, ['dev'])
      needs = this.#needs(found, crate.workspace, [this.#own.dev(crate)])
    }
    this.#dev.set(crate.id, needs)
    return needs
  }

  #needs(found: DependencyInputs, workspace: string, further: readonly KeyInput[]): Needs {
    const libraries = this.#librariesOf(found.crates, workspace)
    return {
      locked: this.#nodes.digest([...further, ...found.locked]),
      crates: found.crates,
      native: found.native || libraries.some((library) => library.native),
      foreign: found.locked.length > 0 || libraries.some((library) => library.foreign),
    }
  }

  /** Of the libraries that `crate` compiles against, those of its tests too where `dev` says so. */
  #effects(crate: Crate, dev: boolean): LibraryEffects {
    const { effects } = this.#usedLibraries(crate)
    if (!dev) return effects
    const libraries = this.#librariesOf(this.#devNeeds(crate).crates, crate.workspace)
    return joinEffects([effects, ...libraries.map((library) => library.effects)])
  }

  #usedLibraries(crate: Crate): UsedLibraries {
    this.library(crate, crate.workspace)
    return (
      this.#used.get(`${crate.workspace}\0${crate.id}`) ?? {
        effects: NO_EFFECTS,
        ofScript: NO_EFFECTS.runs,
      }
    )
  }

  #librariesOf(crates: readonly CrateId[], workspace: string): LibraryFingerprint[] {
    return crates.flatMap((id) => {
      const clean = this.#past.clean(id)?.libraries[workspace]
      if (clean) return [clean]
      const crate = this.#graph.crate(id)
      return crate ? [this.library(crate, workspace)] : []
    })
  }

  #takesDev(crate: Crate, kind: TaskKind): boolean {
    const takes = scopeOf(kind).tests || this.#unifying.has(crate.workspace)
    if (takes) this.#devNeeds(crate)
    return takes
  }

  #workspaces(): readonly string[] {
    return this.#graph.workspaces.map((workspace) => workspace.manifest)
  }

  #cycle(crate: Crate): CargoError {
    const from = this.#underway.indexOf(crate.id)
    const names = [...this.#underway.slice(from), crate.id].map((id) => this.#graph.crate(id)?.name ?? id)
    return new CargoError('DEPENDENCY_CYCLE', {
      file: crate.id,
      message: `crates depend on each other: ${names.join(' → ')}`,
      hint: 'break the cycle, or make one of these a dev-dependency: Cargo cannot build it either',
    })
  }
}

const NO_COMPILATION = {
  native: false,
  foreign: false,
  links: false,
  compiles: false,
  dev: false,
  wide: null,
} as const
