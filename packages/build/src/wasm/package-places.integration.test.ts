import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  buildCrateGraph,
  buildWorkspaceGraph,
  directoryOfGlue,
  findManifests,
  GLUES,
  moduleFiles,
  packageEntries,
  readSourceTree,
  WASM_GLUES,
  wasmIdentity,
  wasmPackageOf,
} from '@nx-crane/graph'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WasmFixture } from '../../test-kit/wasm-fixture'

// The package lies where the repository says: each row is a repository that is really built, whose entry points are there
// then and load in Node, or whose module is called from a page's glue.

const CRATE = 'crates/packed'
let fixture: WasmFixture
let cargoToml: string

beforeAll(async () => {
  fixture = new WasmFixture('nx-crane places-')
  cargoToml = fixture.read(CRATE, 'Cargo.toml')
  for (const other of ['alone', 'beside', 'plain']) rmSync(fixture.path('crates', other), { recursive: true })
}, 60_000)

afterAll(() => fixture?.[Symbol.dispose]())

interface Case {
  /** Of the package beside the crate; none where null. */
  readonly manifest: Record<string, unknown> | null
  /** `[package.metadata.nx-crane.wasm]`. */
  readonly settings?: string
  /** Further files of the repository. */
  readonly files?: Record<string, string>
  /** What must be there afterwards, of the repository. */
  readonly written: readonly string[]
  /** A program of Node, in the crate's directory; it prints "Hello, you!". */
  readonly program?: string
}

const NODE_REQUIRE = (path: string) => `console.log(require(${JSON.stringify(path)}).greet('you'))`
/** A page's glue gets its module by hand in Node. */
const WEB = (dir: string, name: string) =>
  `import('./${dir}/${name}.js').then(({ initSync, greet }) => { initSync({ module: require('fs').readFileSync('${dir}/${name}_bg.wasm') }); console.log(greet('you')) })`

test.each<[string, Case]>([
  [
    'main: nodejs/index.js',
    {
      manifest: { name: 'x', main: 'nodejs/index.js' },
      written: [`${CRATE}/nodejs/index.js`, `${CRATE}/nodejs/index_bg.wasm`],
      program: NODE_REQUIRE('.'),
    },
  ],
  [
    'pkg/c2pa.js from a crate not so named, its module for pages',
    {
      manifest: {
        name: 'x',
        type: 'module',
        module: './pkg/c2pa.js',
        types: './pkg/c2pa.d.ts',
        exports: {
          '.': { types: './pkg/c2pa.d.ts', import: './pkg/c2pa.js' },
          './c2pa.wasm': './pkg/c2pa_bg.wasm',
        },
      },
      written: [`${CRATE}/pkg/c2pa.d.ts`, `${CRATE}/pkg/c2pa_bg.wasm`],
      program: WEB('pkg', 'c2pa'),
    },
  ],
  [
    'two runs of wasm-pack in one script',
    {
      manifest: {
        name: 'x',
        main: 'pkg-node/packed_wasm.js',
        scripts: {
          build: 'wasm-pack build --target web --out-dir pkg-web && wasm-pack build -t nodejs -d "pkg-node"',
        },
      },
      written: [`${CRATE}/pkg-web/packed_wasm.js`, `${CRATE}/pkg-node/packed_wasm_bg.wasm`],
      program: NODE_REQUIRE('.'),
    },
  ],
  [
    'cargo and wasm-bindgen',
    {
      manifest: {
        name: 'x',
        main: 'npm/c2pa.js',
        scripts: {
          build:
            'cargo build --release --target wasm32-unknown-unknown && wasm-bindgen ../../target/wasm32-unknown-unknown/release/packed_wasm.wasm --out-dir npm --target nodejs --out-name c2pa',
        },
      },
      written: [`${CRATE}/npm/c2pa.js`, `${CRATE}/npm/c2pa.d.ts`],
      program: NODE_REQUIRE('.'),
    },
  ],
  [
    'entry points for Node and for bundlers, without a script that says so',
    {
      manifest: { name: 'x', main: 'nodejs/packed_wasm.js', module: 'bundler/packed_wasm.js' },
      written: [`${CRATE}/nodejs/packed_wasm.js`, `${CRATE}/bundler/packed_wasm_bg.js`],
      program: NODE_REQUIRE('.'),
    },
  ],
  [
    'a link into a folder below the crate, named for pages',
    {
      manifest: null,
      files: {
        'web/package.json': '{"name":"web","dependencies":{"y":"file:../crates/packed/dist/pkg-browser"}}',
      },
      written: [`${CRATE}/dist/pkg-browser/package.json`, `${CRATE}/dist/pkg-browser/packed_wasm.d.ts`],
      program: WEB('dist/pkg-browser', 'packed_wasm'),
    },
  ],
  [
    'a link into a folder that says nothing of its kind',
    {
      manifest: null,
      files: { 'web/package.json': '{"name":"web","dependencies":{"y":"link:../crates/packed/built"}}' },
      written: [`${CRATE}/built/package.json`, `${CRATE}/built/web/packed_wasm.js`],
      program: NODE_REQUIRE('./built/node/packed_wasm.js'),
    },
  ],
  [
    'a script of another package, into its own directory among its files',
    {
      manifest: null,
      files: {
        'web/package.json':
          '{"name":"web","main":"out/api.js","scripts":{"build:wasm":"wasm-pack build ../crates/packed --target nodejs --out-dir ../../web/out --out-name api"}}',
        'web/out/hand.js': 'module.exports = 1\n',
      },
      written: ['web/out/hand.js', 'web/out/api.js', 'web/out/api_bg.wasm'],
      program: NODE_REQUIRE('../../web'),
    },
  ],
  [
    'a committed package.json where the files go',
    {
      manifest: null,
      files: {
        [`${CRATE}/npm/package.json`]: '{"name":"y","main":"c2pa.js","files":["c2pa.js","c2pa_bg.wasm"]}',
        'package.json':
          '{"name":"root","scripts":{"wasm":"cd crates/packed && npx wasm-pack build --target=nodejs --out-dir=npm --out-name=c2pa"}}',
      },
      written: [`${CRATE}/npm/c2pa.js`],
      program: `${NODE_REQUIRE('./npm')}; if (require('./npm/package.json').name !== 'y') throw 1`,
    },
  ],
  [
    'settings, whatever the package says',
    {
      manifest: { name: 'x', main: 'lib/engine.js', scripts: { build: 'wasm-pack build --target web' } },
      settings: 'out-dir = "lib"\nout-name = "engine"\ntargets = ["nodejs"]\npost = ["node", "patch.cjs"]\n',
      files: {
        [`${CRATE}/patch.cjs`]:
          "require('fs').appendFileSync('lib/engine.js', 'exports.patched = true\\n')\n",
      },
      written: [`${CRATE}/lib/engine.js`],
      program: `${NODE_REQUIRE('.')}; if (!require('.').patched) throw new Error('not patched')`,
    },
  ],
  [
    'settings with a directory for each target',
    {
      manifest: null,
      settings: 'targets = [{ target = "nodejs", dir = "a/node" }, { target = "web", dir = "b" }]\n',
      written: [`${CRATE}/a/node/packed_wasm.js`, `${CRATE}/b/packed_wasm.js`],
      program: NODE_REQUIRE('./a/node/packed_wasm.js'),
    },
  ],
  [
    'the crate’s own directory',
    {
      manifest: { name: 'x', main: 'packed_wasm.js', scripts: { build: 'wasm-pack build -t nodejs -d .' } },
      written: [`${CRATE}/packed_wasm.js`, `${CRATE}/src/lib.rs`],
      program: NODE_REQUIRE('.'),
    },
  ],
])(
  '%s',
  async (_, { manifest, settings = '', files = {}, written, program }) => {
    const before = [...Object.keys(files), ...written].filter((path) => !path.startsWith(`${CRATE}/src`))
    const table = settings === '' ? '' : `\n[package.metadata.nx-crane.wasm]\n${settings}`
    write(`${CRATE}/Cargo.toml`, cargoToml + table)
    if (manifest) write(`${CRATE}/package.json`, JSON.stringify(manifest))
    else rmSync(fixture.path(CRATE, 'package.json'), { force: true })
    for (const [path, text] of Object.entries(files)) write(path, text)
    try {
      const planned = plan()
      const { success, log } = await fixture.build('packed', { package: planned.package, profile: 'dev' })
      expect(success, log).toBe(true)
      for (const path of written) expect(existsSync(fixture.path(path)), path).toBe(true)
      for (const path of entriesOf(manifest)) expect(existsSync(fixture.path(CRATE, path)), path).toBe(true)
      expect(planned.diagnostics).toEqual([])
      if (program) expect(node(program)).toBe('Hello, you!\n')
      // What lies there now does not change what is planned.
      expect(plan()).toEqual(planned)
    } finally {
      for (const path of before) rmSync(fixture.path(topOf(path)), { recursive: true, force: true })
      rmSync(fixture.path(CRATE, 'pkg'), { recursive: true, force: true })
      for (const end of ['.js', '.d.ts', '_bg.wasm', '_bg.wasm.d.ts'])
        rmSync(fixture.path(CRATE, `packed_wasm${end}`), { force: true })
    }
  },
  120_000,
)

// What wasm-bindgen itself writes is compared with the table of glues.
test('each glue is the files, and the kind of module, that its entry in `GLUES` says', async () => {
  write(`${CRATE}/Cargo.toml`, cargoToml)
  rmSync(fixture.path(CRATE, 'package.json'), { force: true })
  const { success, log } = await fixture.build('packed', { profile: 'dev', glues: WASM_GLUES })
  expect(success, log).toBe(true)
  const written = WASM_GLUES.map((glue) => {
    const dir = join(CRATE, 'pkg', directoryOfGlue(glue))
    const files = readdirSync(fixture.path(dir)).filter((name) => name !== 'package.json')
    const program = fixture.read(dir, 'packed_wasm.js')
    const module = /^(import|export) /m.test(program) ? 'module' : 'commonjs'
    return {
      glue,
      files: files.sort(),
      module,
      isForNode: /\bfs\b.*readFileSync|readFileSync.*\bfs\b/.test(program),
    }
  })
  expect(written).toEqual(
    WASM_GLUES.map((glue) => {
      const { module, isForNode } = GLUES[glue]
      return { glue, files: moduleFiles(glue, 'packed_wasm').sort(), module, isForNode }
    }),
  )
}, 120_000)

function plan() {
  const tree = readSourceTree(fixture.root)
  const manifests = findManifests(tree)
  const graph = buildCrateGraph(tree, manifests.cargo)
  const found = buildWorkspaceGraph(tree, graph, manifests.npm)
  const crate = graph.crate(`${CRATE}/Cargo.toml`)
  const evidence = found.wasmEvidence[`${CRATE}/Cargo.toml`]
  if (!crate || !evidence) throw new Error('no wasm crate')
  return { package: wasmPackageOf(wasmIdentity(crate), evidence, 'pkg'), diagnostics: found.diagnostics }
}

function entriesOf(manifest: Record<string, unknown> | null): string[] {
  return packageEntries(JSON.stringify(manifest ?? {})).map(({ path }) => path)
}

/** The directory of the crate, or of the repository, below which the path lies. */
function topOf(path: string): string {
  const inCrate = path.startsWith(`${CRATE}/`)
  const [top = ''] = (inCrate ? path.slice(CRATE.length + 1) : path).split('/')
  return inCrate ? `${CRATE}/${top}` : top
}

function node(program: string): string {
  return execFileSync(process.execPath, ['-e', program], { cwd: fixture.path(CRATE), encoding: 'utf8' })
}

function write(path: string, text: string): void {
  mkdirSync(dirname(fixture.path(path)), { recursive: true })
  writeFileSync(fixture.path(path), text)
}
