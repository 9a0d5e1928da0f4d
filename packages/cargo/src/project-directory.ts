import type { Crate } from './crate'
import type { PackageManifest } from './npm/package-manifest'
import { ancestorsOf } from './repository-path'

/** A directory with a crate, an npm package, or both: one project. */
export interface ProjectDirectory {
  readonly dir: string
  readonly crate: Crate | null
  readonly package: PackageManifest | null
}

/** The projects of a repository by directory. */
export class ProjectDirectories {
  readonly #byDir = new Map<string, ProjectDirectory>()

  constructor(crates: readonly Crate[], packages: readonly PackageManifest[]) {
    for (const crate of crates) this.#byDir.set(crate.dir, { dir: crate.dir, crate, package: null })
    for (const manifest of packages) {
      const crate = this.#byDir.get(manifest.dir)?.crate ?? null
      this.#byDir.set(manifest.dir, { dir: manifest.dir, crate, package: manifest })
    }
  }

  at(dir: string): ProjectDirectory | null {
    return this.#byDir.get(dir) ?? null
  }

  /** The project a path belongs to: that of the nearest manifest, whether or not the path exists yet. */
  around(path: string): ProjectDirectory | null {
    for (const dir of [path, ...ancestorsOf(path)]) {
      const project = this.#byDir.get(dir)
      if (project) return project
    }
    return null
  }

  all(): Iterable<ProjectDirectory> {
    return this.#byDir.values()
  }
}
