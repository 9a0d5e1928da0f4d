import { join, resolve, sep } from 'node:path'
import type { Plugin, ResolvedConfig, UserConfig } from 'vite'
import { DevPackages } from './dev-packages'
import { isFacadeId } from './facade'
import { locateImport, locatePath } from './locate-import'
import type { NxCraneOptions } from './plugin-options'
import { ProductionPackages } from './production-packages'
import { readTargetDirs } from './read-target-dirs'
import { readWasmModule } from './read-wasm-module'
import { readRepositoryRoot, readWorkspace, type Workspace } from './read-workspace'
import { withDefaults } from './vite-defaults'

/**
 * Resolves imports of wasm crates by the names of their packages. The dev server builds them when they are imported and
 * again when they are edited, and replaces each as a whole; `vite build` takes what Nx has built, or builds for itself.
 */
export function nxCrane(options: NxCraneOptions = {}): Plugin {
  const outDir = options.outDir ?? 'pkg'
  let workspace: Workspace
  let production: ProductionPackages
  let dev: DevPackages | null = null
  const root = () => workspace.root
  const inRepository = (file: string) => {
    const path = file.split(sep).join('/')
    return path.startsWith(`${root()}/`) ? path.slice(root().length + 1) : null
  }

  const modules = {
    async resolveId(source: string, importer: string | undefined) {
      if (isFacadeId(source)) return source
      const [specifier = '', query] = splitQuery(source)
      // A facade exports a file of one build by its path, and so does the code around a module's address.
      if (dev?.isBuilt(specifier)) return source
      const from = importer === undefined ? null : inRepository(splitQuery(importer)[0])
      const file = locateImport(workspace.wasmPackages, specifier, from)
      if (file === null) return null
      if (dev) return dev.facade(file, query)
      await production.ensure(file.package)
      return `${join(root(), file.package.dir, outDir, file.path)}${query}`
    },
    async load(this: { environment: { config: { consumer: string } } }, id: string) {
      if (isFacadeId(id)) return dev?.load(id, workspace) ?? null
      if (!id.endsWith('.wasm')) return null
      const path = inRepository(id)
      const isOurs = dev?.isBuilt(id) || (path !== null && locatePath(workspace.wasmPackages, path) !== null)
      if (!isOurs) return null
      return readWasmModule(id, {
        forServer: this.environment.config.consumer === 'server',
        isDev: dev !== null,
      })
    },
  } satisfies Pick<Plugin, 'resolveId' | 'load'>

  return {
    name: 'nx-crane',
    enforce: 'pre',
    config(config: UserConfig, { command }) {
      const viteRoot = resolve(config.root ?? '.')
      workspace = readWorkspace(options.repository ?? readRepositoryRoot(viteRoot), outDir)
      return withDefaults(config, {
        command,
        names: workspace.wasmPackages.flatMap(({ names }) => names),
        builtDirs: readTargetDirs(workspace),
        workerPlugin: { name: 'nx-crane:worker', enforce: 'pre', ...modules },
      })
    },
    configResolved({ logger }: ResolvedConfig) {
      production = new ProductionPackages(workspace.root, (line) => logger.info(line))
    },
    configureServer(server) {
      // Without a watcher, as in a single run of tests, nothing will be edited.
      if (server.config.server.watch === null) return
      dev = new DevPackages(server, () => {
        workspace = readWorkspace(workspace.root, outDir)
        return workspace
      })
    },
    buildStart() {
      production.reset()
    },
    ...modules,
    closeBundle() {
      dev?.close()
    },
  }
}

/** The query of an import begins with its question mark. */
function splitQuery(source: string): [path: string, query: string] {
  const mark = source.search(/[?#]/)
  return mark < 0 ? [source, ''] : [source.slice(0, mark), source.slice(mark)]
}
