import { satisfies } from '../manifest/version-requirement'
import type {
  DeclaredDependency,
  ResolvedNode,
  ResolvedPackage,
  ResolvedWorkspace,
} from './resolved-workspace'

/** Finds the package that a declared dependency is. */
export class ResolvedDependencies {
  readonly #packages: ReadonlyMap<string, ResolvedPackage>
  readonly #nodes: ReadonlyMap<string, ResolvedNode>

  constructor({ packages, resolve }: ResolvedWorkspace) {
    this.#packages = new Map(packages.map((each) => [each.id, each]))
    this.#nodes = new Map(resolve.nodes.map((node) => [node.id, node]))
  }

  /** Undefined for one that cargo did not resolve, being off for all members. */
  packageFor(from: ResolvedPackage, dependency: DeclaredDependency): ResolvedPackage | undefined {
    const found = (this.#nodes.get(from.id)?.deps ?? []).flatMap(({ name, pkg, dep_kinds }) => {
      const to = this.#packages.get(pkg)
      const fits =
        to?.name === dependency.name &&
        (dependency.rename === null || name === dependency.rename.replaceAll('-', '_')) &&
        dep_kinds.some(({ kind, target }) => kind === dependency.kind && target === dependency.target)
      return to && fits ? [to] : []
    })
    return found.find(({ version }) => satisfies(version, dependency.req)) ?? found[0]
  }
}
