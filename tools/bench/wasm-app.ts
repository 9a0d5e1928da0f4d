import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const REPOSITORY = resolve(__dirname, '../..')

/** How an app gets at the wasm crate. */
export interface WasmApp {
  /** Text of Vite's configuration. */
  readonly config: string
  /** What is installed, by name: a path in the workspace, or of this machine. */
  readonly modules: Readonly<Record<string, string>>
  /** Its script where it is another than the fixture's. */
  readonly script?: string
}

/** By the Vite plugin, as people configure it. */
export const PLUGIN_APP: WasmApp = {
  config: "import nxCrane from '@nx-crane/vite'\n\nexport default { plugins: [nxCrane()] }\n",
  modules: { '@nx-crane/vite': join(REPOSITORY, 'packages/vite') },
}

/** By nothing but Vite, which finds the package that was built in the crate. */
export const PLAIN_APP: WasmApp = {
  config: 'export default {}\n',
  modules: {},
}

/** Makes the app of a workspace one that the command `vite` serves in the directory that is returned. */
export function prepareApp(root: string, { config, modules, script }: WasmApp): string {
  const app = join(root, 'app')
  if (script !== undefined) writeFileSync(join(app, 'src/main.js'), script)
  writeFileSync(join(root, 'nx.json'), '{}\n')
  writeFileSync(join(app, 'vite.config.mjs'), config)
  // As npm installs a workspace.
  const installed = {
    vite: join(REPOSITORY, 'node_modules/vite'),
    '@fixture/counter': 'crates/counter',
    ...modules,
  }
  for (const [name, path] of Object.entries(installed)) {
    const link = join(root, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(resolve(root, path), link)
  }
  return app
}
