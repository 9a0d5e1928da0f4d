import { join, resolve, sep } from 'node:path'
import { enclosingRepository } from '@nx-crane/files'
import { CargoError, packageOfSpecifier } from '@nx-crane/graph'
import type { Plugin, ResolvedConfig, Rollup, UserConfig } from 'vite'
import { DevPackages, type DevPackagesRequest } from './dev-packages'
import { isFacadeId } from './facade'
import { locateImport, locatePath } from './locate-import'
import type { PackageUpdates } from './package-updates'
import { PageUpdates } from './page-updates'
import { budgetsOf, parseOptions } from './parsed-options'
import type { NxCraneOptions } from './plugin-options'
import { isNxTask, ProductionPackages } from './production-packages'
import { BundledModules } from './read-bundled-modules'
import { readDependencyNames } from './read-dependency-names'
import { readSourcePaths } from './read-source-paths'
import { readTargetDirs } from './read-target-dirs'
import { readWasmModule } from './read-wasm-module'
import { readWorkspace, type Workspace } from './read-workspace'
import { SizeReporter } from './size-reporter'
import { TestReruns, type VitestProject } from './test-reruns'
import { TRAP_CLIENT_ID } from './traps/trap-client'
import { withDefaults } from './vite-defaults'
import { builtDir, type WasmPackage } from './wasm-package'

/**
 * Resolves imports of wasm crates by the names of their packages. The dev server builds them when they are imported and
 * again when they are edited, and replaces each as a whole; `vite build` takes what Nx has built, or builds for itself.
 */
export function nxCrane(options: NxCraneOptions = {}): Plugin {
  const { repository, outDir, budgets, debug } = parseOptions(options)
  const bundled = new BundledModules()
  let workspace: Workspace
  let production: ProductionPackages
  let sizes: SizeReporter | null = null
  let isWatching = false
  let dev: DevPackages | null = null
  let isVitest = false
  const root = () => workspace.root
  const inRepository = (file: string) => {
    const path = file.split(sep).join('/')
    return path.startsWith(`${root()}/`) ? path.slice(root().length + 1) : null
  }

  /** Somebody else may resolve it: beside a crate there may be JavaScript as well. */
  const checkLibrary = async (context: ResolvingContext, source: string, importer: string | undefined) => {
    const name = packageOfSpecifier(source)
    const manifest = name === null ? undefined : workspace.libraries.get(name)
    if (manifest === undefined) return null
    const found = await context.resolve(source, importer, { skipSelf: true })
    if (found !== null) return found
    throw new CargoError('NOT_A_WASM_CRATE', {
      file: manifest,
      message: `${JSON.stringify(name)} is imported, but its crate is not a dynamic library, which a WebAssembly module is built from`,
      hint: 'write [lib] crate-type = ["cdylib", "rlib"] in its Cargo.toml, and restart Vite',
    })
  }

  /** Where nothing will be edited, a task of Nx takes what the tasks before it have built. */
  const startDev = (
    where: Pick<DevPackagesRequest, 'server' | 'watcher'> & { readonly isWatched: boolean },
    updates: () => PackageUpdates,
  ) => {
    if (!where.isWatched && isNxTask()) return
    dev = new DevPackages({
      ...where,
      updates: updates(),
      readWorkspace: () => {
        workspace = readWorkspace(workspace.root, outDir)
        return workspace
      },
    })
  }

  /** Comes before `configureServer` or after it. A project's own server has no watcher: Vitest has one for all. */
  const forVitest = {
    configureVitest(of: VitestProject) {
      isVitest = true
      const { config, vite } = of.vitest
      const where = { server: of.project.vite, watcher: vite.watcher, isWatched: config.watch }
      startDev(where, () => new TestReruns(of))
    },
  }

  const watchSources = (context: ResolvingContext, { crate }: WasmPackage) => {
    for (const path of readSourcePaths(workspace, crate)) context.addWatchFile(path)
  }

  const modules = (where: { readonly inWorker: boolean }) =>
    ({
      async resolveId(this: ResolvingContext, source: string, importer: string | undefined) {
        if (isFacadeId(source) || source === TRAP_CLIENT_ID) return source
        const [specifier = '', query] = splitQuery(source)
        // A facade exports a file of one build by its path, and so does the code around a module's address.
        if (dev?.isBuilt(specifier)) return source
        const from = importer === undefined ? null : inRepository(splitQuery(importer)[0])
        const file = locateImport(workspace.wasmPackages, specifier, from)
        if (file === null) return checkLibrary(this, source, importer)
        if (dev) return dev.facade(file, query)
        if (isWatching) watchSources(this, file.package)
        await production.ensure(file.package, { isWatching })
        return `${join(root(), builtDir(file.package), file.path)}${query}`
      },
      async load(this: { environment: { config: { consumer: string } } }, id: string) {
        // Vitest runs modules for pages in Node as well, where there is a document to be had.
        const forServer = isVitest || this.environment.config.consumer === 'server'
        if (isFacadeId(id) || id === TRAP_CLIENT_ID) return dev?.load(id, { workspace, forServer }) ?? null
        if (!id.endsWith('.wasm')) return null
        const path = inRepository(id)
        const file = path === null ? null : locatePath(workspace.wasmPackages, path)
        if (file === null && !dev?.isBuilt(id)) return null
        if (file !== null && !forServer) bundled.add(id, { file, ...where })
        return readWasmModule(id, { forServer, isDev: isVitest || dev !== null })
      },
    }) satisfies Pick<Plugin, 'resolveId' | 'load'>

  return {
    name: 'nx-crane',
    enforce: 'pre',
    config(config: UserConfig, { command }) {
      dev = null
      isVitest = false
      const viteRoot = resolve(config.root ?? '.')
      workspace = readWorkspace(repository ?? enclosingRepository(viteRoot), outDir)
      return withDefaults(config, {
        command,
        names: [...workspace.wasmPackages.flatMap(({ names }) => names), ...workspace.libraries.keys()],
        builtDirs: readTargetDirs(workspace),
        workerPlugin: { name: 'nx-crane:worker', enforce: 'pre', ...modules({ inWorker: true }) },
      })
    },
    configResolved({ logger, cacheDir, command, build }: ResolvedConfig) {
      isWatching = command === 'build' && build.watch !== null
      const say = (text: string) => logger.info(text)
      production = new ProductionPackages({ root: workspace.root, debug, say })
      const known = budgetsOf(workspace.wasmPackages, budgets)
      if (command !== 'build') return
      sizes = new SizeReporter({
        modules: bundled,
        budgets: known,
        file: join(cacheDir, 'nx-crane', 'wasm-sizes.json'),
        say,
      })
    },
    configureServer(server) {
      if (isVitest) return
      const isWatched = server.config.server.watch !== null
      startDev({ server, watcher: server.watcher, isWatched }, () => new PageUpdates(server))
      const wanted = readDependencyNames(server.config.root)
      const isWanted = ({ names }: WasmPackage) => names.some((name) => wanted.has(name))
      dev?.prepare(workspace.wasmPackages.filter(isWanted), workspace)
      dev?.tellTraps(workspace.root)
    },
    ...forVitest,
    async buildStart() {
      if (!isWatching) return
      // Manifests are sources too.
      workspace = readWorkspace(workspace.root, outDir)
      for (const each of production.wanted) watchSources(this, each)
      await production.again({ isWatching })
    },
    ...modules({ inWorker: false }),
    async buildEnd(error) {
      if (error || sizes === null) return
      const bundledIds = new Set(this.getModuleIds())
      const excess = await sizes.check((path) => bundledIds.has(path))
      if (excess !== null) this.error(excess)
    },
    writeBundle() {
      sizes?.written()
    },
    closeBundle() {
      sizes?.report()
      dev?.close()
    },
  }
}

type ResolvingContext = Pick<Rollup.PluginContext, 'resolve' | 'addWatchFile'>

/** The query of an import begins with its question mark. */
function splitQuery(source: string): [path: string, query: string] {
  const mark = source.search(/[?#]/)
  return mark < 0 ? [source, ''] : [source.slice(0, mark), source.slice(mark)]
}
