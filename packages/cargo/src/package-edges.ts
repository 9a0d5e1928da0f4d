import type { CrateId } from './crate'
import type { Edge } from './edge'
import { type Dependency, isRange, localDependency } from './npm/local-dependency'
import type { NpmWorkspace } from './npm/npm-workspace'
import type { PackageManifest } from './npm/package-manifest'
import { platformPackageOf } from './npm/platform-package'
import type { ProjectDirectories, ProjectDirectory } from './project-directory'
import { ancestorsOf, parentDir, resolvePath } from './repository-path'
import { crateBinding, isDynamicLibrary, libraryName, moduleNamedBy } from './wasm/wasm-crate'
import { packageOfSpecifier } from './wasm/wasm-imports'

/** One import of a source file: `file` relative to the root, `specifier` as written. */
export interface SourceImport {
  readonly file: string
  readonly specifier: string
}

/** Collects what the npm packages of a repository depend on, by each way in which real repositories say it. */
export class PackageEdges {
  readonly #projects: ProjectDirectories
  readonly #workspaces: ReadonlyMap<string, NpmWorkspace>
  readonly #edges: Edge[] = []
  readonly #wasm = new Set<CrateId>()
  /** Crates that JavaScript can load, as WebAssembly or as a native addon. */
  readonly #bound = new Set<CrateId>()
  /** Directories below a crate that packages are linked to. */
  readonly #links = new Map<CrateId, Set<string>>()
  /** Of packages; no range can lead to anything else here. */
  readonly #names = new Set<string>()
  /** Projects whose crate JavaScript can load, by the name of the module a build of it writes. */
  readonly #modules = new Map<string, ProjectDirectory[]>()

  constructor(projects: ProjectDirectories, workspaces: ReadonlyMap<string, NpmWorkspace>) {
    this.#projects = projects
    this.#workspaces = workspaces
    for (const project of projects.all()) {
      if (project.package?.isNamed) this.#names.add(project.package.name)
      const binding = project.crate ? crateBinding(project.crate, project.package) : null
      if (!project.crate || binding === null) continue
      this.#bound.add(project.crate.id)
      if (binding === 'wasm') this.#wasm.add(project.crate.id)
      const name = libraryName(project.crate)
      this.#modules.set(name, [...(this.#modules.get(name) ?? []), project])
    }
  }

  get hasBindings(): boolean {
    return this.#bound.size > 0
  }

  edges(): readonly Edge[] {
    return this.#edges
  }

  wasmCrates(): CrateId[] {
    return [...this.#wasm].sort()
  }

  /** Directories below the crate that packages are linked to, sorted. */
  linksTo(crate: CrateId): string[] {
    return [...(this.#links.get(crate) ?? [])].sort()
  }

  /** The dependency tables: names and ranges, `workspace:`, `file:` and `link:`. */
  addDependencies(from: PackageManifest): void {
    for (const [name, specifier] of Object.entries(from.dependencies)) {
      const dir = this.#localDependency(from, { name, specifier })
      if (dir !== null) this.#addDirectory(from, dir)
    }
  }

  /** `main`, `exports`, `files` and so on that name the module built from a crate, beside it or far from it. */
  addEntryPoints(from: PackageManifest): void {
    if (this.#modules.size === 0) return
    for (const entry of from.entryPoints) {
      const crates = this.#modules.get(moduleNamedBy(entry) ?? '') ?? []
      if (crates.length === 0 || resolvePath(from.dir, entry) === null) continue
      const crate = nearest(crates, from.dir)
      if (crate) this.#add(from, crate)
    }
  }

  /** napi's platform packages hold the compiled addon of the crate beside the package they are named after. */
  addPlatformPackages(packages: readonly PackageManifest[]): void {
    const addons = new Map<string, ProjectDirectory>()
    for (const project of [...this.#modules.values()].flat()) {
      if (project.package?.isNamed) addons.set(project.package.name, project)
    }
    if (addons.size === 0) return
    for (const from of packages) {
      const addon = addons.get(platformPackageOf(from.name) ?? '')
      if (addon && from.isNamed) this.#add(from, addon)
    }
  }

  /** What sources import without declaring it, as the root's dependencies and hoisting allow, and relative paths into a crate. */
  addImports(from: PackageManifest, imports: Iterable<SourceImport>): void {
    for (const { file, specifier } of imports) {
      const project = /^\.{1,2}\//.test(specifier)
        ? this.#importedPath(file, specifier)
        : this.#importedPackage(from, specifier)
      if (project?.crate && this.#binds(project)) this.#add(from, project)
    }
  }

  #localDependency(from: PackageManifest, dependency: Dependency): string | null {
    if (!this.#names.has(dependency.name) && isRange(dependency.specifier)) return null
    const workspace = this.#workspaces.get(from.manifest)
    return workspace ? localDependency(from, dependency, workspace) : null
  }

  /** A path that does not exist yet (`…/pkg`) belongs to the nearest manifest above it. */
  #addDirectory(from: PackageManifest, dir: string): void {
    const project = this.#projects.around(dir)
    if (!project || project.dir === from.dir) return
    const isExact = project.dir === dir
    if (!isExact && !(project.crate && isDynamicLibrary(project.crate))) return
    if (!isExact && project.crate) {
      this.#links.set(project.crate.id, (this.#links.get(project.crate.id) ?? new Set()).add(dir))
    }
    if (!isExact && project.crate && !this.#bound.has(project.crate.id)) {
      this.#bound.add(project.crate.id)
      this.#wasm.add(project.crate.id)
    }
    this.#add(from, project)
  }

  #importedPath(file: string, specifier: string): ProjectDirectory | null {
    const path = resolvePath(parentDir(file), specifier)
    return path === null ? null : this.#projects.around(path)
  }

  #importedPackage(from: PackageManifest, specifier: string): ProjectDirectory | null {
    const name = packageOfSpecifier(specifier)
    if (name === null) return null
    for (const dir of [from.dir, ...ancestorsOf(from.dir)]) {
      const manifest = this.#projects.at(dir)?.package
      const declared =
        manifest && Object.hasOwn(manifest.dependencies, name) ? manifest.dependencies[name] : undefined
      if (!manifest || declared === undefined) continue
      const local = this.#localDependency(manifest, { name, specifier: declared })
      return local === null ? null : this.#projects.around(local)
    }
    const hoisted = this.#localDependency(from, { name, specifier: '*' })
    return hoisted === null ? null : this.#projects.around(hoisted)
  }

  #binds({ crate }: ProjectDirectory): boolean {
    return crate !== null && this.#bound.has(crate.id)
  }

  #add(from: PackageManifest, to: ProjectDirectory): void {
    if (to.dir === from.dir) return
    if (to.crate && (this.#binds(to) || !to.package)) {
      this.#edges.push({ from: from.manifest, to: to.crate.id, kind: 'wasm' })
    } else if (to.package) this.#edges.push({ from: from.manifest, to: to.package.manifest, kind: 'npm' })
  }
}

/** Two crates of one repository may have libraries of one name: the package means the one it shares most of its path with. */
function nearest(projects: readonly ProjectDirectory[], dir: string): ProjectDirectory | null {
  const shared = (other: string) => {
    const [a, b] = [dir.split('/'), other.split('/')]
    const differs = a.findIndex((segment, index) => segment !== b[index])
    return differs === -1 ? a.length : differs
  }
  const sorted = [...projects].sort((a, b) => shared(b.dir) - shared(a.dir) || (a.dir < b.dir ? -1 : 1))
  return sorted[0] ?? null
}
