import { join } from 'node:path'
import { WasmDevBuilder } from '@nx-crane/build'
import type { Plugin, ViteDevServer } from 'vite'
import type { FixtureWorkspace } from './fixture-workspace'

const NAME = '@fixture/counter'

/**
 * Deliberately wrong: it puts the new module under the glue of the first build, as whoever replaces the `.wasm` file
 * alone does. Everything looks right in the page but for the objects that it holds.
 */
export function moduleReplacingPlugin(workspace: FixtureWorkspace): Plugin {
  const builder = new WasmDevBuilder({ root: workspace.root, manifest: 'crates/counter/Cargo.toml' })
  let glue: string | null = null
  const build = async (): Promise<string> => {
    const { signal } = new AbortController()
    const built = await builder.build({ glues: ['bundler'], signal, onNotice: () => {} })
    const dir = built.status === 'built' ? built.dirs.get('bundler') : undefined
    if (dir === undefined) throw new Error('the crate was not built')
    return dir
  }
  const replace = async ({ environments: { client } }: ViteDevServer) => {
    const module = client.moduleGraph.getModuleById(NAME)
    if (module) await client.reloadModule(module)
  }
  return {
    name: 'replaces-the-module-alone',
    enforce: 'pre',
    configureServer(server) {
      server.watcher.add(workspace.path('crates/counter/src'))
      server.watcher.on('change', (path) => void (path.endsWith('.rs') && replace(server)))
    },
    resolveId: (source) => (source === NAME ? NAME : null),
    async load(id) {
      if (id !== NAME) return null
      const dir = await build()
      glue ??= join(dir, 'counter_bg.js')
      return `import * as glue from ${JSON.stringify(glue)}
import url from ${JSON.stringify(join(dir, 'counter_bg.wasm?url&no-inline'))}
const imports = { './counter_bg.js': glue }
const { instance } = await WebAssembly.instantiateStreaming(fetch(url), imports)
glue.__wbg_set_wasm(instance.exports)
instance.exports.__wbindgen_start()
export * from ${JSON.stringify(glue)}
`
    },
  }
}
