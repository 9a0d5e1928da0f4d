import { isWasmCrate, parseTypeScriptPackage } from '@nx-crane/graph'
import { treeOf } from '@nx-crane/graph/test-kit/files-tree'
import { expect, test } from 'vitest'
import { Draft } from './draft'
import { planWasmCrate, type WasmCrateOptions } from './plan-wasm-crate'
import { readRepository } from './repository'

const ROOT = { name: '@acme/source', private: true, workspaces: ['packages/*'] }
const NX = { 'nx.json': '{ "plugins": ["nx-crane"] }\n', '.gitignore': '', 'package.json': print(ROOT) }

function planned(
  options: Partial<WasmCrateOptions>,
  files: Record<string, string> = {},
  bindgen: string | null = null,
) {
  const tree = treeOf({ ...NX, ...files })
  const plan = planWasmCrate(
    tree,
    { name: 'hello-world', ...options },
    { edition: '2024', bindgen, wanted: [] },
  )
  return {
    tree,
    notes: plan.notes,
    files: Object.fromEntries(plan.files.map(({ path, text }) => [path, text])),
  }
}

function print(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

test('what is generated is a wasm crate and its package, to our own eyes', () => {
  const { tree, files } = planned({})
  const draft = new Draft(tree)
  for (const [path, text] of Object.entries(files)) draft.write(path, text)
  const { graph, packages } = readRepository(draft)
  expect(graph.diagnostics).toEqual([])
  const [crate] = graph.crates
  const manifest = 'crates/hello-world/package.json'
  const beside = parseTypeScriptPackage(files[manifest] ?? '', manifest).package
  expect(crate && isWasmCrate(crate, beside)).toBe(true)
  expect(packages.map(({ name }) => name)).toContain('@acme/hello-world')
  expect(beside?.entryPoints).toContain('./pkg/bundler/hello_world.js')
  expect(JSON.parse(files['package.json'] ?? '').workspaces).toEqual(['packages/*', 'crates/hello-world'])
  expect(files['.gitignore']?.split('\n')).toContain('pkg/')
})

const lock =
  '[[package]]\nname = "wasm-bindgen"\nversion = "0.2.95"\nsource = "registry+https://github.com/rust-lang/crates.io-index"\nchecksum = "00"\n'
test.each([
  [
    'what the workspace says',
    {
      'Cargo.toml': '[workspace]\nmembers = ["crates/*"]\n[workspace.dependencies]\nwasm-bindgen = "0.2"\n',
      'Cargo.lock': `version = 4\n\n${lock}`,
    },
    'wasm-bindgen.workspace = true\n',
  ],
  ['the version that is locked', { 'Cargo.lock': `version = 4\n\n${lock}` }, 'wasm-bindgen = "0.2.95"\n'],
  ['the version of the program at hand', {}, 'wasm-bindgen = "=0.2.108"\n'],
] as const)('wasm-bindgen is asked for by %s', (_case, given, line) => {
  const { files } = planned({}, given, '0.2.108')
  expect(files['crates/hello-world/Cargo.toml']?.endsWith(line)).toBe(true)
})

test.each([
  ['the root', { name: '@acme/source' }, {}, '@acme/hello-world'],
  [
    'other packages',
    { name: 'root' },
    { 'packages/a/package.json': '{ "name": "@other/a" }' },
    '@other/hello-world',
  ],
  ['the name of the root', { name: 'root' }, {}, '@root/hello-world'],
  ['nothing', {}, {}, 'hello-world'],
])('the package is in the scope of %s', (_case, root, others, name) => {
  const { files } = planned(
    {},
    { 'package.json': print({ private: true, workspaces: ['crates/*'], ...root }), ...others },
  )
  expect(JSON.parse(files['crates/hello-world/package.json'] ?? '').name).toBe(name)
  expect(files).not.toHaveProperty(['package.json'])
})

const app = { 'packages/web/package.json': print({ name: '@acme/web' }) }
test('an app gets the dependency and the plugin', () => {
  const config = "import { defineConfig } from 'vite'\n\nexport default defineConfig({})\n"
  const { files } = planned({ app: 'web' }, { ...app, 'packages/web/vite.config.ts': config })
  expect(JSON.parse(files['packages/web/package.json'] ?? '').dependencies).toEqual({
    '@acme/hello-world': '*',
  })
  expect(files['packages/web/vite.config.ts']).toContain('plugins: [nxCrane()]')
})

test('pnpm is told in its own words, comments kept', () => {
  const yaml =
    "packages:\n  - 'packages/*' # ours\n\n  # apps come later\nonlyBuiltDependencies:\n  - esbuild\n"
  const { files } = planned({ app: '@acme/web' }, { ...app, 'pnpm-workspace.yaml': yaml })
  expect(files['pnpm-workspace.yaml']).toBe(
    "packages:\n  - 'packages/*' # ours\n  - 'crates/hello-world'\n\n  # apps come later\nonlyBuiltDependencies:\n  - esbuild\n",
  )
  expect(JSON.parse(files['packages/web/package.json'] ?? '').dependencies).toEqual({
    '@acme/hello-world': 'workspace:*',
  })
})

test('what cannot be edited for certain is said', () => {
  const { files, notes } = planned(
    { app: 'web' },
    { ...app, 'packages/web/vite.config.ts': 'export default make()\n' },
  )
  expect(files).not.toHaveProperty(['packages/web/vite.config.ts'])
  expect(notes.join('\n')).toContain(
    "packages/web/vite.config.ts: add `import nxCrane from '@nx-crane/vite'`",
  )
})

test('a new app is a page that calls the crate', () => {
  const { files } = planned({ newApp: 'web' })
  expect(files['apps/web/src/main.js']).toContain("import { greet } from '@acme/hello-world'")
  expect(JSON.parse(files['package.json'] ?? '').workspaces).toEqual([
    'packages/*',
    'crates/hello-world',
    'apps/web',
  ])
})

test.each([
  [{ packageName: 'Evil Name' }, 'not a name that npm allows'],
  [{ packageName: '@acme/../x' }, 'not a name that npm allows'],
  [{ packageName: '@acme/web' }, 'already: packages/web/package.json'],
  [{ name: '_', packageName: 'x' }, 'the word is reserved'],
  [{ name: 'größe' }, 'not a name that npm allows'],
  [{ app: 'nothing' }, 'there is no app "nothing"'],
  [{ app: 'web', newApp: 'page' }, 'are both given'],
  [{ newApp: "x'; evil()" }, 'not a name that npm allows'],
  [{ newApp: '@acme/web' }, 'already: packages/web/package.json'],
])('%j is refused: %s', (options, fault) => {
  expect(() => planned(options, app)).toThrow(fault)
})
