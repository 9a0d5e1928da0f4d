import {
  ancestorsOf,
  type CrateId,
  childPath,
  isFile,
  isWithin,
  parentDir,
  resolvePath,
  sourceImports,
} from '@nx-crane/graph'
import type { Workspace } from '../infer/workspace'
import { parseJsonc } from '../jsonc'
import { tsconfigPaths } from './tsconfig-paths'

/** The projects that some projects need, themselves included. */
export interface ProjectClosure {
  readonly crates: readonly CrateId[]
  /** Those of them that are wanted themselves, or by a package: their workspaces need locks. */
  readonly builtCrates: readonly CrateId[]
  /** Directories of npm packages and of what `project.json` declares, sorted. */
  readonly packageDirs: readonly string[]
  /** Files of these by name that lie in no project: what sources and configurations name in directories around. */
  readonly files: readonly string[]
}

export interface ClosureRoots {
  /** Directories. */
  readonly projects: readonly string[]
  /** Whether what the root's package depends on is needed: where anything is installed, all of its dependencies are. */
  readonly installs: boolean
}

/** Follows what crates and packages depend on and read, what sources import by path or by `paths` of tsconfig, and what Nx is told. */
export function projectClosure(workspace: Workspace, { projects, installs }: ClosureRoots): ProjectClosure {
  const search = new ProjectSearch(workspace)
  for (const dir of projects) search.add(dir)
  if (installs) search.addRootPackage()
  search.run()
  return {
    crates: [...search.crates].sort(),
    builtCrates: [...search.builtCrates].sort(),
    packageDirs: [...search.packageDirs].sort(),
    files: [...search.files].sort(),
  }
}

class ProjectSearch {
  readonly crates = new Set<CrateId>()
  readonly builtCrates = new Set<CrateId>()
  readonly packageDirs = new Set<string>()
  readonly files = new Set<string>()
  readonly #workspace: Workspace
  readonly #queue: string[] = []
  readonly #seen = new Set<string>()
  readonly #crateByDir: ReadonlyMap<string, CrateId>
  readonly #packageDirs: ReadonlySet<string>
  readonly #pathsOf: (specifier: string) => string[]

  constructor(workspace: Workspace) {
    this.#workspace = workspace
    this.#crateByDir = new Map(workspace.graph.crates.map(({ dir, id }) => [dir, id]))
    const nxDirs = [...workspace.names.keys()].filter((dir) => workspace.nxProjectAt(dir) !== undefined)
    this.#packageDirs = new Set([...workspace.packages.map(({ dir }) => dir), ...nxDirs])
    this.#pathsOf = tsconfigPaths(workspace.tree)
  }

  add(dir: string): void {
    if (this.#seen.has(dir)) return
    this.#seen.add(dir)
    this.#queue.push(dir)
  }

  run(): void {
    for (let dir = this.#queue.pop(); dir !== undefined; dir = this.#queue.pop()) {
      const crate = this.#crateByDir.get(dir)
      if (crate !== undefined) this.#addCrate(crate)
      if (this.#packageDirs.has(dir)) this.#addPackage(dir)
    }
  }

  /** Nobody can install without what it depends on, nor start Nx without the plugins that lie in the repository. */
  addRootPackage(): void {
    this.#addEdges('package.json', ['npm', 'wasm', 'addon'])
    const { plugins } = this.#json('nx.json')
    for (const entry of Array.isArray(plugins) ? plugins : []) {
      const plugin: unknown = typeof entry === 'object' && entry !== null ? entry.plugin : entry
      if (typeof plugin === 'string' && /^\.{1,2}\//.test(plugin)) this.#addPath(resolvePath('', plugin))
    }
  }

  #addCrate(id: CrateId): void {
    this.builtCrates.add(id)
    const { graph, reads } = this.#workspace
    for (const needed of graph.manifestClosureOf(id)) {
      if (this.crates.has(needed)) continue
      this.crates.add(needed)
      if (this.#packageDirs.has(parentDir(needed))) this.add(parentDir(needed))
      // What is a source is a file like others; what a build leaves needs the whole project.
      for (const read of reads) if (read.crate === needed && read.madeBy !== null) this.add(read.project)
    }
  }

  #addPackage(dir: string): void {
    this.packageDirs.add(dir)
    this.#addEdges(childPath(dir, 'package.json'))
    this.#addImplicit(dir)
    // The root's own sources are in directories of which nobody says that they belong to it.
    if (dir === '') return
    for (const { file, specifier } of sourceImports(this.#workspace.tree, { dir })) {
      const plain = specifier.replace(/[?].*$/, '')
      if (/^\.{1,2}\//.test(plain)) {
        const path = resolvePath(parentDir(file), plain)
        if (path !== null && !isWithin(dir, path)) this.#addPath(path)
      } else for (const path of this.#pathsOf(plain)) this.#addPath(path)
    }
    this.#addConfigurations(dir)
  }

  #addEdges(manifest: string, kinds?: readonly string[]): void {
    for (const { from, to, kind } of this.#workspace.edges)
      if (from === manifest && (kinds?.includes(kind) ?? true)) this.add(parentDir(to))
  }

  #addImplicit(dir: string): void {
    const declared = [
      this.#json(childPath(dir, 'project.json')).implicitDependencies,
      (this.#json(childPath(dir, 'package.json')).nx as { implicitDependencies?: unknown } | undefined)
        ?.implicitDependencies,
    ]
    const wanted = new Set(declared.flatMap((names): unknown[] => (Array.isArray(names) ? names : [])))
    if (wanted.size === 0) return
    for (const [each, name] of this.#workspace.names) if (wanted.has(name)) this.add(each)
  }

  /** What a tsconfig extends and refers to. */
  #addConfigurations(dir: string): void {
    for (const [name, kind] of this.#workspace.tree.list(dir) ?? []) {
      if (kind !== 'file' || !/^tsconfig(?:\..+)?\.json$/.test(name)) continue
      const { extends: bases, references } = this.#json(childPath(dir, name))
      const referred = (Array.isArray(references) ? references : []).map((each) => each?.path)
      for (const written of [...(Array.isArray(bases) ? bases : [bases]), ...referred]) {
        if (typeof written !== 'string' || !written.startsWith('.')) continue
        const path = resolvePath(dir, written)
        if (path !== null && !isWithin(dir, path)) this.#addPath(path)
      }
    }
  }

  /** The project that a path lies in, or the file where it is the root's or none's. */
  #addPath(path: string | null): void {
    if (path === null) return
    const project = [path, ...ancestorsOf(path)].find(
      (dir) => dir !== '' && (this.#packageDirs.has(dir) || this.#crateByDir.has(dir)),
    )
    if (project !== undefined) this.add(project)
    else for (const each of fileCandidates(path)) if (isFile(this.#workspace.tree, each)) this.#addFile(each)
  }

  /** A source beside all projects imports others in turn. */
  #addFile(path: string): void {
    if (this.files.has(path)) return
    this.files.add(path)
    const { tree } = this.#workspace
    for (const [, specifier = ''] of (tree.read(path) ?? '').matchAll(/["'](\.{1,2}\/[^"'\n]{1,200})["']/g))
      this.#addPath(resolvePath(parentDir(path), specifier))
  }

  #json(file: string): Record<string, unknown> {
    const { tree } = this.#workspace
    const value = isFile(tree, file) ? parseJsonc(tree.read(file) ?? '').value : null
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  }
}

const ENDINGS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json', '.d.ts']

/** As they are written, without the ending, with that of the file that one is made from, or a directory's index. */
function fileCandidates(path: string): string[] {
  const bare = path.replace(/\.[cm]?js$/, '')
  return [
    path,
    ...ENDINGS.map((ending) => `${path}${ending}`),
    ...(bare === path ? [] : ENDINGS.map((ending) => `${bare}${ending}`)),
    ...ENDINGS.map((ending) => `${path}/index${ending}`),
  ]
}
