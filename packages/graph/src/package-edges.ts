import type { CrateId } from './crate'
import type { Edge, EdgeKind } from './edge'
import { packageOfSpecifier } from './imports/package-of-specifier'
import { type Dependency, isRange, localDependency } from './npm/local-dependency'
import type { NpmWorkspace } from './npm/npm-workspace'
import type { PackageManifest } from './npm/package-manifest'
import { platformPackageOf } from './npm/platform-package'
import type { ProjectDirectories, ProjectDirectory } from './project-directory'
import { ancestorsOf, isWithin, parentDir, resolvePath } from './repository-path'
import { type CrateBuild, crateBuilds } from './scripts/crate-builds'
import type { SourceTree } from './source-tree'
import { generatedModule, isAlias, leadsIntoBuild, mayBeGenerated } from './wasm/generated-module'
import { crateBinding, isDynamicLibrary, libraryName, moduleNamedBy } from './wasm/wasm-crate'

/** One import of a source file: `file` relative to the root, `specifier` as written. */
export interface SourceImport {
  readonly file: string
  readonly specifier: string
}

/** Collects what the npm packages of a repository depend on, by each way in which real repositories say it. */
export class PackageEdges {
  readonly #projects: ProjectDirectories
  readonly #workspaces: ReadonlyMap<string, readonly NpmWorkspace[]>
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
  readonly #tree: Pick<SourceTree, 'read' | 'list'>

  constructor(
    tree: Pick<SourceTree, 'read' | 'list'>,
    projects: ProjectDirectories,
    workspaces: ReadonlyMap<string, readonly NpmWorkspace[]>,
  ) {
    this.#tree = tree
    this.#projects = projects
    this.#workspaces = workspaces
    for (const project of projects.all()) {
      if (project.package?.isNamed) this.#names.add(project.package.name)
      const binding = project.crate ? crateBinding(project.crate, project.package) : null
      if (project.crate && binding !== null) this.#bind(project, binding === 'wasm')
    }
  }

  /** Takes a crate for one that JavaScript can load. */
  #bind(project: ProjectDirectory, isWasm: boolean): void {
    const { crate } = project
    if (!crate || this.#bound.has(crate.id)) return
    this.#bound.add(crate.id)
    if (isWasm) this.#wasm.add(crate.id)
    const name = libraryName(crate)
    const same = this.#modules.get(name)
    if (same) same.push(project)
    else this.#modules.set(name, [project])
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

  /**
   * The crates that scripts build. The package into which the result is written has the edge too, whichever package's
   * script it is.
   */
  addScripts(from: PackageManifest): void {
    for (const script of Object.values(from.scripts)) {
      for (const build of crateBuilds(script, from.dir)) {
        for (const project of this.#projects.named(build.crate)) this.#addBuild(from, project, build)
      }
    }
  }

  #addBuild(from: PackageManifest, project: ProjectDirectory, { outDir, isWasm }: CrateBuild): void {
    if (!project.crate) return
    if (isWasm && isDynamicLibrary(project.crate)) this.#bind(project, true)
    const receiver = outDir === null ? null : this.#projects.around(outDir)?.package
    for (const each of [from, receiver]) {
      if (each && each.dir !== project.dir) this.#addEdge(each, project.crate.id, 'script')
    }
  }

  /**
   * What sources import without declaring it, as the root's dependencies and hoisting allow; relative paths into a crate;
   * and modules that a build of a crate has written elsewhere.
   */
  addImports(from: PackageManifest, imports: Iterable<SourceImport>): void {
    for (const { file, specifier: written } of imports) {
      const specifier = written.replace(/[?].*$/, '')
      const isPath = /^\.{1,2}\//.test(specifier)
      const project = isPath ? this.#importedPath(file, specifier) : this.#importedPackage(from, specifier)
      const crate =
        project?.crate && this.#binds(project) ? project : this.#generatedFrom(from, file, specifier)
      if (crate) this.#add(from, crate)
    }
  }

  /** The crate whose build wrote the module that is imported, where it does not lie in the crate. */
  #generatedFrom(from: PackageManifest, file: string, specifier: string): ProjectDirectory | null {
    const generated = generatedModule(specifier)
    const crates = generated && this.#modules.get(generated.module)
    if (!crates || !generated) return null
    if (isAlias(specifier)) {
      return generated.isCertain || leadsIntoBuild(specifier) ? nearest(crates, from.dir) : null
    }
    const path = /^\.{1,2}\//.test(specifier) ? resolvePath(parentDir(file), specifier) : null
    if (path === null) return null
    return generated.isCertain || mayBeGenerated(this.#tree, path, generated)
      ? nearest(crates, from.dir)
      : null
  }

  #localDependency(from: PackageManifest, dependency: Dependency): string | null {
    const workspaces = this.#workspaces.get(from.manifest) ?? []
    const isForeign = !this.#names.has(dependency.name) && isRange(dependency.specifier)
    for (const workspace of workspaces) {
      if (isForeign && !Object.hasOwn(workspace.overrides, dependency.name)) continue
      const dir = localDependency(from, dependency, workspace)
      if (dir !== null) return dir
    }
    return null
  }

  /** A path that does not exist yet (`…/pkg`) belongs to the nearest manifest above it. */
  #addDirectory(from: PackageManifest, dir: string): void {
    const project = this.#projects.around(dir)
    if (!project || project.dir === from.dir) return
    const isExact = project.dir === dir
    // What lies beside the packages and in none of them is not the root's.
    if (!isExact && isWithin(project.dir, from.dir)) return
    const isLoaded = project.crate !== null && isDynamicLibrary(project.crate)
    if (!isExact && !isLoaded && !project.package) return
    if (!isExact && isLoaded) {
      this.#bind(project, true)
      if (project.crate) {
        const links = this.#links.get(project.crate.id) ?? new Set()
        this.#links.set(project.crate.id, links.add(dir))
      }
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
      const isAddon = this.#bound.has(to.crate.id) && !this.#wasm.has(to.crate.id)
      this.#addEdge(from, to.crate.id, isAddon ? 'addon' : 'wasm')
    } else if (to.package) this.#addEdge(from, to.package.manifest, 'npm')
  }

  #addEdge(from: PackageManifest, to: string, kind: EdgeKind): void {
    this.#edges.push({ from: from.manifest, to, kind })
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
