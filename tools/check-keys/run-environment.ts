import { delimiter, join } from 'node:path'

/**
 * The environment in which the checks run Nx in a repository: nothing of this process's own that a build could read.
 *
 * @param toolDirectory first on PATH; Nx keeps its data there too
 */
export function runEnvironment(toolDirectory: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(NX_|npm_|CI$|RUST|CARGO_(?!HOME$))/.test(name),
  )
  return {
    ...Object.fromEntries(inherited),
    PATH: `${toolDirectory}${delimiter}${process.env.PATH ?? ''}`,
    // An edit that asks for another toolchain must not have rustup change those of this machine.
    RUSTUP_AUTO_INSTALL: '0',
    NX_DAEMON: 'false',
    // A process less for each run; what the plugin says is the same.
    NX_ISOLATE_PLUGINS: 'false',
    NX_NO_CLOUD: 'true',
    // The example has a flake: where there is Nix, it would be built with it.
    NX_CRANE_BUILDER: 'cargo',
    NX_CACHE_DIRECTORY: join(toolDirectory, 'nx-cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(toolDirectory, 'nx-workspace-data'),
  }
}
