import type { Crate } from '../crate'
import type { PackageManifest } from '../npm/package-manifest'
import type { ProjectDirectories, ProjectDirectory } from '../project-directory'
import { ancestorsOf, isWithin, resolvePath } from '../repository-path'
import { parseBuildCommand } from './build-command'
import type { BeforeBuild } from './tauri-config'

/** What makes a page: a script of a project. */
export interface BuiltPage {
  readonly project: ProjectDirectory
  readonly script: string
}

/** Finds out which project makes the page that a program of Tauri shows. */
export class BuiltPages {
  readonly #projects: ProjectDirectories

  constructor(projects: ProjectDirectories) {
    this.#projects = projects
  }

  /** @param around the project in whose directory the page lies */
  madeBy(
    { command, cwd }: BeforeBuild,
    { crate, around }: { readonly crate: Crate; readonly around: ProjectDirectory | null },
  ): BuiltPage | null {
    const start = this.#startOf(crate, cwd)
    const run = parseBuildCommand(command)
    const script = run?.script ?? 'build'
    const named = run === null ? null : this.#named(run, start)
    const project = named ?? this.#packageAround(start) ?? around
    if (!project) return null
    // A script of the root that has another package build the page is that package's build, and more.
    const isInner =
      named === null && around?.package && around.dir !== project.dir && isWithin(project.dir, around.dir)
    if (isInner && around.package.scripts.build !== undefined) return { project: around, script: 'build' }
    const isThere = project.package?.scripts[script] !== undefined || run !== null
    return { project, script: isThere ? script : 'build' }
  }

  /** Tauri runs the command where the nearest package.json above the crate lies; a `cwd` is relative to the crate. */
  #startOf(crate: Crate, cwd: string | null): string {
    const start = this.#packageAround(crate.dir)?.dir ?? crate.dir
    if (cwd === null) return start
    const dirs = [crate.dir, start].map((dir) => resolvePath(dir, cwd))
    return dirs.find((dir) => dir !== null && this.#projects.at(dir)?.package) ?? dirs[0] ?? start
  }

  #named(
    run: { readonly dir: string | null; readonly package: string | null },
    start: string,
  ): ProjectDirectory | null {
    const dir = run.dir === null ? start : resolvePath(start, run.dir)
    if (run.package === null) return run.dir === null || dir === null ? null : this.#packageAround(dir)
    const name = run.package.replace(/^\.{3}\^?|\^?\.{3}$|^\{(.*)\}$/g, '$1')
    if (/^\.{0,2}\//.test(name) || this.#projects.at(name)) {
      const path = resolvePath(name.startsWith('.') ? (dir ?? start) : '', name.replace(/^\//, ''))
      return path === null ? null : this.#packageAround(path)
    }
    const packages = [...this.#projects.all()].filter((project) => project.package !== null)
    const isNamed = (matches: (manifest: PackageManifest) => boolean) => {
      const found = packages.filter((project) => project.package && matches(project.package))
      return found.length === 1 ? (found[0] ?? null) : null
    }
    return (
      isNamed((manifest) => manifest.name === name) ??
      isNamed((manifest) => manifest.name.endsWith(`/${name}`)) ??
      isNamed((manifest) => manifest.dir.split('/').at(-1) === name)
    )
  }

  #packageAround(path: string): ProjectDirectory | null {
    for (const dir of [path, ...ancestorsOf(path)]) {
      const project = this.#projects.at(dir)
      if (project?.package) return project
    }
    return null
  }
}
