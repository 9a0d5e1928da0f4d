import type { Crate } from './crate'
import type { PackageManifest } from './npm/package-manifest'
import { ancestorsOf, isWithin, parentDir } from './repository-path'
import type { CrateBuild } from './scripts/crate-builds'
import { isDynamicLibrary, libraryName } from './wasm/wasm-crate'

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

  /** The crates that a script names. A name means the one in the Cargo workspace around the directory where it is said. */
  named(build: CrateBuild['crate']): ProjectDirectory[] {
    if (build.by === 'directory') {
      const project = this.at(build.dir)
      return project?.crate ? [project] : []
    }
    const crates = [...this.all()].filter(({ crate }) => {
      if (!crate) return false
      if (build.by === 'name') return crate.name === build.name
      return isDynamicLibrary(crate) && libraryName(crate) === build.module
    })
    if (build.by === 'module' || crates.length < 2) return crates
    const around = ({ crate }: ProjectDirectory) => parentDir(crate?.workspace ?? '')
    const fitting = crates.filter((project) => isWithin(around(project), build.dir))
    return fitting.sort((a, b) => around(b).length - around(a).length).slice(0, 1)
  }

  all(): Iterable<ProjectDirectory> {
    return this.#byDir.values()
  }
}
