import { satisfies } from '../manifest/version-requirement'
import type { LockedPackage, LockedPackageId } from './cargo-lock'
import type { LockedManifest, LockedManifestDependency, LockedManifests } from './locked-closure'

/**
 * The packages that `roots` need, each with those of its locked dependencies that the features asked for turn on.
 * Follows the resolver that writes locks, not the one that compiles (`features/compiled-packages.ts`): features are
 * unified over kinds and platforms, and a weak feature (`dep?/feature`) of an optional dependency locks that dependency.
 */
export function activatedEdges(
  byId: ReadonlyMap<LockedPackageId, LockedPackage>,
  roots: readonly LockedPackageId[],
  manifests: LockedManifests,
): Map<LockedPackageId, Set<LockedPackageId>> {
  const activation = new Activation(byId, manifests)
  for (const id of roots) activation.activate(id, [], true)
  return activation.run()
}

interface State {
  readonly locked: LockedPackage
  /** Undefined: not known, so everything beneath it is on. */
  readonly manifest: LockedManifest | undefined
  readonly featureMap: ReadonlyMap<string, readonly string[]>
  readonly features: Set<string>
  /** Features asked of dependencies through this package's own features, by the dependency's name in its manifest. */
  readonly asked: Map<string, Set<string>>
  readonly edges: Set<LockedPackageId>
  queued: boolean
}

class Activation {
  readonly #byId: ReadonlyMap<LockedPackageId, LockedPackage>
  readonly #manifests: LockedManifests
  readonly #states = new Map<LockedPackageId, State>()
  readonly #everything = new Set<LockedPackageId>()
  readonly #queue: State[] = []

  constructor(byId: ReadonlyMap<LockedPackageId, LockedPackage>, manifests: LockedManifests) {
    this.#byId = byId
    this.#manifests = manifests
  }

  run(): Map<LockedPackageId, Set<LockedPackageId>> {
    for (let state = this.#queue.pop(); state; state = this.#queue.pop()) {
      state.queued = false
      this.#follow(state)
    }
    return new Map([...this.#states].map(([id, state]) => [id, state.edges]))
  }

  activate(id: LockedPackageId, features: readonly string[], defaultFeatures: boolean): void {
    const locked = this.#byId.get(id)
    if (!locked) return
    let state = this.#states.get(id)
    const isNew = state === undefined
    if (state === undefined) {
      state = this.#stateOf(locked)
      this.#states.set(id, state)
      if (state.manifest?.member) for (const feature of state.featureMap.keys()) turnOn(state, feature)
    }
    const before = state.features.size
    for (const feature of features) turnOn(state, feature)
    if (defaultFeatures) turnOn(state, 'default')
    if (isNew || state.features.size > before) this.#enqueue(state)
    // A replaced package is never loaded: what is asked of it is asked of its replacement.
    if (locked.replace !== null) this.activate(locked.replace, features, defaultFeatures)
  }

  #stateOf(locked: LockedPackage): State {
    const manifest = this.#everything.has(locked.id) ? undefined : this.#manifests(locked)
    return {
      locked,
      manifest,
      featureMap: manifest ? featureMapOf(manifest) : new Map(),
      features: new Set(),
      asked: new Map(),
      edges: new Set(),
      queued: false,
    }
  }

  #enqueue(state: State): void {
    if (state.queued) return
    state.queued = true
    this.#queue.push(state)
  }

  #follow(state: State): void {
    if (state.manifest === undefined) this.#followAll(state)
    for (const dependency of state.manifest?.dependencies ?? []) {
      if (dependency.kind === 'dev' && !state.manifest?.member) continue
      const asked = state.asked.get(dependency.rename ?? dependency.name)
      if (dependency.optional && asked === undefined) continue
      const id = this.#lockedFor(state.locked, dependency)
      if (id === undefined) continue
      state.edges.add(id)
      this.activate(
        id,
        asked ? [...dependency.features, ...asked] : dependency.features,
        dependency.defaultFeatures,
      )
    }
  }

  /** Which features an unknown manifest asks of its dependencies is unknown too, and so on downwards. */
  #followAll(state: State): void {
    for (const id of state.locked.dependencies) {
      state.edges.add(id)
      if (this.#everything.has(id)) continue
      this.#everything.add(id)
      this.#states.delete(id)
      this.activate(id, [], false)
    }
  }

  #lockedFor(from: LockedPackage, dependency: LockedManifestDependency): LockedPackageId | undefined {
    const named = from.dependencies.filter((id) => id.startsWith(`${dependency.name} `))
    if (named.length < 2) return named[0]
    const fitting = named.filter((id) => satisfies(this.#byId.get(id)?.version ?? '', dependency.requirement))
    return fitting.at(-1) ?? named.at(-1)
  }
}

function turnOn(state: State, feature: string): void {
  const values = state.featureMap.get(feature)
  if (values === undefined || state.features.has(feature)) return
  state.features.add(feature)
  for (const value of values) {
    const slash = value.indexOf('/')
    if (slash === -1) {
      if (value.startsWith('dep:')) ask(state, value.slice('dep:'.length))
      else turnOn(state, value)
      continue
    }
    const weak = value[slash - 1] === '?'
    const dependency = value.slice(0, weak ? slash - 1 : slash)
    if (!weak && isOptional(state, dependency)) turnOn(state, dependency)
    ask(state, dependency, value.slice(slash + 1))
  }
}

function ask(state: State, dependency: string, feature?: string): void {
  const asked = state.asked.get(dependency) ?? new Set()
  if (feature !== undefined) asked.add(feature)
  state.asked.set(dependency, asked)
}

function isOptional(state: State, dependency: string): boolean {
  return (state.manifest?.dependencies ?? []).some(
    (each) => each.optional && (each.rename ?? each.name) === dependency,
  )
}

/** An optional dependency is a feature of its name too, unless a feature names it with `dep:`. */
function featureMapOf(manifest: LockedManifest): Map<string, readonly string[]> {
  const map = new Map(Object.entries(manifest.features))
  const explicit = new Set([...map.values()].flat().filter((value) => value.startsWith('dep:')))
  for (const dependency of manifest.dependencies) {
    const name = dependency.rename ?? dependency.name
    if (dependency.optional && !map.has(name) && !explicit.has(`dep:${name}`)) map.set(name, [`dep:${name}`])
  }
  return map
}
