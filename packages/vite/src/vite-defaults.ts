import type { Plugin, UserConfig } from 'vite'

export interface DefaultsRequest {
  readonly command: 'build' | 'serve'
  /** Of the wasm packages. */
  readonly names: readonly string[]
  /** Absolute. */
  readonly builtDirs: readonly string[]
  /** Resolves in web workers, which Vite bundles with plugins of their own. */
  readonly workerPlugin: Plugin
}

/** What Vite must be told so that wasm packages work as they are. Merged into the user's configuration, which wins. */
export function withDefaults(config: UserConfig, request: DefaultsRequest): UserConfig {
  const { command, builtDirs, workerPlugin } = request
  const names = [...request.names]
  const ownPlugins = config.worker?.plugins
  if (config.worker && ownPlugins) config.worker.plugins = () => [...ownPlugins(), workerPlugin]
  return {
    // Bundled into one file with others a package could not be replaced.
    optimizeDeps: { exclude: names },
    ssr: { noExternal: names },
    ...(command === 'serve' && config.server?.watch !== null
      ? { server: { watch: { ignored: [(path: string) => isBelow(path, builtDirs)] } } }
      : {}),
    ...(command === 'build'
      ? {
          worker: {
            // The glue awaits its module, which only ES modules can.
            ...(config.worker?.format === undefined && names.length > 0 ? { format: 'es' as const } : {}),
            ...(ownPlugins ? {} : { plugins: () => [workerPlugin] }),
          },
        }
      : {}),
  }
}

function isBelow(path: string, dirs: readonly string[]): boolean {
  const normal = path.replaceAll('\\', '/')
  return dirs.some((dir) => normal === dir || normal.startsWith(`${dir.replaceAll('\\', '/')}/`))
}
