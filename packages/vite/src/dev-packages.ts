import type { CrateId } from '@nx-crane/graph'
import type { ViteDevServer } from 'vite'
import { exportsDefault, facadeId, printFacade } from './facade'
import type { PackageFile } from './locate-import'
import type { PackageUpdates } from './package-updates'
import { readFileText, type Workspace } from './read-workspace'
import { ServedPackage } from './served-package'
import { printTrapClient, TRAP_CLIENT_ID } from './traps/trap-client'
import { Traps } from './traps/traps'
import type { WasmPackage } from './wasm-package'

export interface DevPackagesRequest {
  readonly server: ViteDevServer
  /** The server's, or one that watches for several. */
  readonly watcher: ViteDevServer['watcher']
  readonly updates: PackageUpdates
  /** Reads the repository anew. */
  readWorkspace(): Workspace
}

/** The wasm packages that a dev server was asked for: each is built when it is first imported, and again when it is edited. */
export class DevPackages {
  readonly #request: DevPackagesRequest
  readonly #served = new Map<CrateId, ServedPackage>()
  /** Facades by id. */
  readonly #files = new Map<string, PackageFile & { readonly query: string }>()
  /** Directories below which the packages of all builds lie. */
  readonly #packagesDirs = new Set<string>()

  constructor(request: DevPackagesRequest) {
    this.#request = request
    request.watcher.on('all', (event, path) => {
      // A directory changes nothing without the files in it, and those are events of their own.
      if (event === 'addDir' || event === 'unlinkDir') return
      let workspace: Workspace | undefined
      const readOnce = () => {
        workspace ??= request.readWorkspace()
        return workspace
      }
      for (const served of this.#served.values()) served.changed(path, readOnce)
    })
  }

  /**
   * Finds out how the packages are built, with tools that take longer to answer than a page takes to ask. Nothing is built
   * that is not imported, and what is wrong is said when it is.
   */
  prepare(packages: readonly WasmPackage[], workspace: Workspace): void {
    for (const { crate } of packages) void this.#serve(crate, workspace).packagesDir()
  }

  /** Has pages say which panics nobody caught. @param root the repository, absolute */
  tellTraps(root: string): void {
    new Traps(this.#request.server, root, () => this.#served.values())
  }

  /** The id of the module that stands for the file. */
  facade(file: PackageFile, query: string): string {
    const id = `${facadeId(file)}${query}`
    this.#files.set(id, { ...file, query })
    return id
  }

  /** The code of a facade: what the last good build has, or of what they import. Null where `id` is neither. */
  async load(
    id: string,
    { workspace, forServer }: { readonly workspace: Workspace; readonly forServer: boolean },
  ): Promise<string | null> {
    if (id === TRAP_CLIENT_ID) return printTrapClient(this.#request.server.config)
    const file = this.#files.get(id)
    if (!file) return null
    const { query } = file
    const served = this.#serve(file.package.crate, workspace)
    await this.#allow(served)
    const path = await served.fileOf(file)
    const hasDefault = query !== '' || (path.endsWith('.js') && exportsDefault(readFileText(path)))
    return printFacade({ file: path, query, hasDefault, tellsTraps: !forServer })
  }

  /** Whether the file belongs to a package of some build. */
  isBuilt(path: string): boolean {
    return [...this.#packagesDirs].some((dir) => path.startsWith(`${dir}/`))
  }

  close(): void {
    for (const served of this.#served.values()) served.close()
  }

  #serve(crate: CrateId, workspace: Workspace): ServedPackage {
    const known = this.#served.get(crate)
    if (known) return known
    const served = new ServedPackage({
      ...this.#request,
      ...{ crate, workspace },
      facadesOf: (glues) =>
        [...this.#files].flatMap(([id, file]) =>
          file.package.crate === crate && glues.includes(file.glue) ? [id] : [],
        ),
    })
    this.#served.set(crate, served)
    return served
  }

  /** Vite serves only files of directories it was told of; the target directory may be anywhere. */
  async #allow(served: ServedPackage): Promise<void> {
    const dir = await served.packagesDir()
    if (dir === null || this.#packagesDirs.has(dir)) return
    this.#packagesDirs.add(dir)
    this.#request.server.config.server.fs.allow.push(dir)
  }
}
