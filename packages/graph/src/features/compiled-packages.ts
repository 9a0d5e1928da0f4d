import { cfgHolds } from '../wasm/cfg-expression'
import { FeatureSet } from './feature-set'
import type { Platform } from './platform-cfg'
import { ResolvedDependencies } from './resolved-dependencies'
import type { DeclaredDependency, ResolvedPackage, ResolvedWorkspace } from './resolved-workspace'

/** A package that is compiled, with its features: for the result, for the machine that builds, or for both. */
export interface CompiledPackage {
  readonly name: string
  readonly version: string
  readonly source: string | null
  /** Sorted; null where it is not compiled for it. */
  readonly target: readonly string[] | null
  readonly host: readonly string[] | null
}

type Form = 'host' | 'target'

/**
 * What `cargo build --workspace` compiles on a platform, sorted by name and version. Follows the resolver of version 2:
 * what build scripts and proc-macros are made with has features of its own, dev-dependencies and other platforms ask
 * for nothing.
 *
 * Others answer other questions about features: `lock/feature-activation.ts` follows the resolver that writes locks, from
 * manifests alone, where weak features lock what they name; `cli/activated-features.ts` asks Cargo what one crate alone
 * would be built with, which does not tell apart what is compiled for the host.
 */
export function compiledPackages(workspace: ResolvedWorkspace, platform: Platform): CompiledPackage[] {
  const unification = new Unification(workspace, platform)
  const compiled = workspace.packages.flatMap(({ id, name, version, source }) => {
    const target = unification.features(id, 'target')
    const host = unification.features(id, 'host')
    return target === null && host === null ? [] : [{ name, version, source, target, host }]
  })
  return compiled.sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version))
}

interface Compiled {
  readonly form: Form
  readonly set: FeatureSet
  /** Requests that have been handed on: a dependency, and what was asked of it. */
  readonly handedOn: Set<string>
}

class Unification {
  readonly #dependencies: ResolvedDependencies
  readonly #platform: Platform
  readonly #compiled = new Map<string, Compiled>()
  readonly #queue: Compiled[] = []

  constructor(workspace: ResolvedWorkspace, platform: Platform) {
    this.#dependencies = new ResolvedDependencies(workspace)
    this.#platform = platform
    const members = new Set(workspace.workspace_members)
    for (const each of workspace.packages.filter(({ id }) => members.has(id)))
      this.#ask(each, { form: isProcMacro(each) ? 'host' : 'target', features: ['default'] })
    for (let next = this.#queue.pop(); next; next = this.#queue.pop()) this.#follow(next)
  }

  features(id: string, form: Form): readonly string[] | null {
    const compiled = this.#compiled.get(`${form} ${id}`)
    return compiled === undefined ? null : [...compiled.set.active].sort()
  }

  #ask(to: ResolvedPackage, { form, features }: { form: Form; features: readonly string[] }): void {
    const key = `${form} ${to.id}`
    const known = this.#compiled.get(key)
    const compiled = known ?? { form, set: new FeatureSet(to), handedOn: new Set() }
    if (!known) this.#compiled.set(key, compiled)
    const changed = compiled.set.turnOn(features)
    if (!known || changed) this.#queue.push(compiled)
  }

  #follow(compiled: Compiled): void {
    const { form, set } = compiled
    for (const dependency of set.package.dependencies) {
      if (dependency.kind === 'dev' || !this.#isFor(dependency.target)) continue
      const asked = set.askedOf(dependency)
      if (asked === null) continue
      const features = [
        ...(dependency.uses_default_features ? ['default'] : []),
        ...dependency.features,
        ...asked,
      ]
      const to = this.#dependencies.packageFor(set.package, dependency)
      if (to === undefined) continue
      const toForm = form === 'host' || dependency.kind === 'build' || isProcMacro(to) ? 'host' : 'target'
      const request = JSON.stringify([to.id, toForm, features])
      if (compiled.handedOn.has(request)) continue
      compiled.handedOn.add(request)
      this.#ask(to, { form: toForm, features })
    }
  }

  /** Here the machine that builds and the one that the result is for are of one platform. */
  #isFor(target: DeclaredDependency['target']): boolean {
    if (target === null) return true
    return target.startsWith('cfg(') ? cfgHolds(target, this.#platform.cfg) : target === this.#platform.triple
  }
}

function isProcMacro({ targets }: ResolvedPackage): boolean {
  return targets.some(({ kind }) => kind.includes('proc-macro'))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
