import { type Consequence, type Edit, NOTHING } from '../edit'

// What is built from what, read from the manifests by hand:
//   cli, wasm → palette, render, terrain;  render → palette, terrain;  terrain → macros, names, noise;  names → noise
//   ts-world → wasm;  ts-view → ts-world;  web → ts-chart, ts-view, ts-world
const WASM = ['atlas-wasm', 'ts-world', 'ts-view', 'web']
const RENDER = ['atlas-render', 'atlas-cli', ...WASM]
const TERRAIN = ['atlas-terrain', ...RENDER]

export function exampleEdits(): Edit[] {
  return [...crateEdits(), ...packageEdits(), ...repositoryEdits()]
}

function crateEdits(): Edit[] {
  return [
    {
      id: 'example-cli-src',
      what: 'source of the program',
      changes: changing('atlas-cli'),
      apply: (it) => it.append('apps/atlas-cli/src/picture.rs', '\npub const MORE: u8 = 1;\n'),
    },
    {
      id: 'example-terrain-src',
      what: 'source of a crate in the middle',
      changes: changing(...TERRAIN),
      apply: (it) => it.append('apps/atlas-terrain/src/grid.rs', '\npub const MORE: u8 = 1;\n'),
    },
    {
      id: 'example-macro-src',
      what: 'source of the proc-macro',
      changes: changing('atlas-macros', ...TERRAIN),
      apply: (it) => it.append('apps/atlas-macros/src/lib.rs', '\nconst _: u8 = 1;\n'),
    },
    {
      id: 'example-palettes',
      what: 'data that a build script reads',
      changes: changing('atlas-palette', ...RENDER),
      apply: (it) => it.change('apps/atlas-palette/palettes.json', (text) => text.replace('{', '{ ')),
    },
    {
      id: 'example-places',
      what: 'included data',
      changes: changing('atlas-names', ...TERRAIN),
      apply: (it) => it.append('apps/atlas-names/src/places.txt', 'Morehaven\n'),
    },
    {
      id: 'example-lock-png',
      what: 'lock, for a dependency of the program only',
      changes: changing('atlas-cli'),
      apply: (it) => it.change('Cargo.lock', (lock) => withOtherChecksum(lock, 'png')),
    },
    {
      id: 'example-lock-bindgen',
      what: 'lock, for a dependency of the wasm crate only',
      changes: changing(...WASM),
      apply: (it) => it.change('Cargo.lock', (lock) => withOtherChecksum(lock, 'wasm-bindgen')),
    },
    {
      id: 'example-test-new',
      what: 'new test of a crate',
      changes: NOTHING,
      apply: (it) => it.write('apps/atlas-terrain/tests/more.rs', '#[test]\nfn more() {}\n'),
    },
    {
      id: 'example-wasm-readme',
      what: 'new README of the wasm crate',
      changes: NOTHING,
      apply: (it) => it.write('apps/atlas-wasm/README.md', '# More\n'),
    },
    {
      id: 'example-keywords',
      what: 'keywords of a crate',
      changes: NOTHING,
      apply: (it) =>
        it.replace('apps/atlas-noise/Cargo.toml', '\ndescription', '\nkeywords = ["more"]\ndescription'),
    },
  ]
}

function packageEdits(): Edit[] {
  return [
    {
      id: 'example-chart-src',
      what: 'source of a package without wasm',
      changes: changing('ts-chart', 'web'),
      apply: (it) => it.append('apps/ts-chart/src/ticks.ts', '\nexport const more = 1\n'),
    },
    {
      id: 'example-chart-test',
      what: 'test of a package without wasm',
      changes: NOTHING,
      apply: (it) => it.append('apps/ts-chart/src/ticks.test.ts', '\n// More of it.\n'),
    },
    {
      id: 'example-world-src',
      what: 'source of the package that uses wasm',
      changes: changing('ts-world', 'ts-view', 'web'),
      apply: (it) => it.append('apps/ts-world/src/facts.ts', '\nexport const more = 1\n'),
    },
    {
      id: 'example-world-test',
      what: 'test of the package that uses wasm',
      changes: NOTHING,
      apply: (it) => it.append('apps/ts-world/src/world.test.ts', '\n// More of it.\n'),
    },
    {
      id: 'example-view-tsconfig',
      what: 'tsconfig.test.json of a package that reaches wasm',
      changes: NOTHING,
      apply: (it) => it.append('apps/ts-view/tsconfig.test.json', '\n'),
    },
    {
      id: 'example-web-src',
      what: 'source of the page',
      changes: changing('web'),
      apply: (it) => it.append('apps/web/src/element.ts', '\nexport const more = 1\n'),
    },
  ]
}

function repositoryEdits(): Edit[] {
  return [
    {
      id: 'example-nx-json',
      what: 'white space in nx.json',
      changes: NOTHING,
      apply: (it) => it.append('nx.json', '\n'),
    },
    {
      id: 'example-readme',
      what: 'README of the repository',
      changes: NOTHING,
      apply: (it) => it.append('README.md', '\nMore.\n'),
    },
  ]
}

function changing(...names: readonly string[]): Consequence {
  return { must: new Set(names.map((name) => `apps/${name}`)), may: new Set() }
}

/** As if the registry had another crate of this version: no other entry of the lock has to change. */
function withOtherChecksum(lock: string, name: string): string {
  return lock.replace(
    new RegExp(`(\\nname = "${name}"\\nversion = .*\\nsource = .*\\nchecksum = ")([0-9a-f]{64})`),
    (_, before: string, checksum: string) => before + [...checksum].reverse().join(''),
  )
}
