import type { DeclaredDependency, ResolvedPackage } from './resolved-workspace'

/** The features of one package that are on, and what they ask of its dependencies. */
export class FeatureSet {
  readonly package: ResolvedPackage
  readonly active = new Set<string>()
  /** By the dependency's name in the manifest: optional ones that are on. */
  readonly #activated = new Set<string>()
  readonly #asked = new Map<string, Set<string>>()

  constructor(of: ResolvedPackage) {
    this.package = of
  }

  /** Whether that changed anything. What the package does not have is not turned on. */
  turnOn(features: readonly string[]): boolean {
    const before = this.active.size
    for (const feature of features) this.#turnOn(feature)
    return this.active.size > before
  }

  /** Features that are asked of a dependency beyond what its declaration asks; null when it is optional and off. */
  askedOf(dependency: DeclaredDependency): readonly string[] | null {
    const name = dependency.rename ?? dependency.name
    if (dependency.optional && !this.#activated.has(name)) return null
    return [...(this.#asked.get(name) ?? [])].sort()
  }

  #turnOn(feature: string): void {
    const values = this.package.features[feature]
    if (values === undefined || this.active.has(feature)) return
    this.active.add(feature)
    for (const value of values) {
      const slash = value.indexOf('/')
      if (value.startsWith('dep:')) this.#activated.add(value.slice('dep:'.length))
      else if (slash === -1) this.#turnOn(value)
      else this.#ask(value.slice(0, slash), value.slice(slash + 1))
    }
  }

  /** `name?/feature` asks of the dependency where something else turns it on; `name/feature` turns it on. */
  #ask(written: string, feature: string): void {
    const weak = written.endsWith('?')
    const name = weak ? written.slice(0, -1) : written
    if (!weak) {
      this.#activated.add(name)
      this.#turnOn(name)
    }
    const asked = this.#asked.get(name) ?? new Set()
    this.#asked.set(name, asked.add(feature))
  }
}
