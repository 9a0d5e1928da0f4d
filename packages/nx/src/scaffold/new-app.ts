import { childPath } from '@nx-crane/graph'
import type { Draft } from './draft'
import { newDirectory } from './new-directory'
import { addToNpmRoot, workspaceSpecifier } from './npm-members'
import { checkNpmName } from './npm-name'
import type { Repository } from './repository'

export interface NewAppRequest {
  readonly name: unknown
  /** npm name of the wasm crate. */
  readonly packageName: string
  /** Whether Nx infers `dev` and `build` from the Vite configuration; else they are scripts. */
  readonly isInferred: boolean
}

/** A page that calls a new wasm crate: the smallest app that Vite serves and builds. */
export function addNewApp(draft: Draft, repository: Repository, request: NewAppRequest): void {
  const name = checkNpmName(request.name, { draft, repository })
  const dir = newDirectory(draft, {
    directory: undefined,
    name: name.replace(/^.*\//, ''),
    others: [],
    fallback: 'apps',
  })
  const scripts = { dev: 'vite', build: 'vite build', preview: 'vite preview' }
  const manifest = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    ...(request.isInferred
      ? {}
      : { scripts, nx: { targets: { build: { cache: true, outputs: ['{projectRoot}/dist'] } } } }),
    dependencies: { [request.packageName]: workspaceSpecifier(draft) },
  }
  draft.write(childPath(dir, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  draft.write(childPath(dir, 'index.html'), INDEX_HTML)
  draft.write(childPath(dir, 'src/main.js'), mainScript(request.packageName))
  draft.write(childPath(dir, 'vite.config.js'), VITE_CONFIG)
  addToNpmRoot(draft, dir)
  draft.note(`${dir}: a page that calls Rust`)
}

const INDEX_HTML = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Rust in a page</title>
    <script type="module" src="/src/main.js"></script>
  </head>
  <body>
    <h1 id="greeting"></h1>
  </body>
</html>
`

function mainScript(packageName: string): string {
  return `import { greet } from '${packageName}'

document.getElementById('greeting').textContent = greet('browser')
`
}

const VITE_CONFIG = `import nxCrane from '@nx-crane/vite'
import { defineConfig } from 'vite'

export default defineConfig({
  plugins: [nxCrane()],
})
`
