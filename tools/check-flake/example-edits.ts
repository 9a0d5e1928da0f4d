import type { EditedRepository } from '../check-keys/edited-repository'

/** A crate of the example and a kind of task, e.g. `atlas-cli:build`. */
export type TaskName = string

/** An everyday change of the example. */
export interface TaskEdit {
  readonly id: string
  readonly what: string
  /** The tasks whose outcome it can change: one that keeps its store path is stale. */
  readonly must: ReadonlySet<TaskName>
  /**
   * Either is right: Cargo itself compiles again although nothing reads what has changed, or only another platform would
   * build it. A task in neither set that has another store path is rebuilt for nothing.
   */
  readonly may: ReadonlySet<TaskName>
  apply(repository: EditedRepository): void
}

// Which crate is compiled into which, read from the manifests by hand:
//   cli, wasm → palette, render, terrain;  render → palette, terrain;  terrain → macros, names, noise;  names → noise
const RENDER = ['render', 'cli', 'wasm']
const TERRAIN = ['terrain', ...RENDER]
const NOISE = ['noise', 'names', ...TERRAIN]
const ALL = ['macros', 'palette', ...NOISE]

/** Each file is made before the first edit, so that an edit is of a file that was there. */
export const FILES_THAT_ARE_EDITED: Readonly<Record<string, string>> = {
  'apps/atlas-cli/README.md': '# The program\n',
  'apps/atlas-cli/docs/guide.md': '# Guide\n',
  'apps/atlas-terrain/README.md': '# Terrain\n',
  'apps/atlas-terrain/tests/edge.rs': '#[test]\nfn holds() {}\n',
  'apps/atlas-terrain/examples/demo.rs': 'fn main() {}\n',
  'apps/atlas-wasm/README.md': '# For JavaScript\n',
  '.cargo/config.toml': '[build]\n',
  'clippy.toml': 'too-many-lines-threshold = 100\n',
  // One person's settings.
  '.cargo/.gitignore': '/config\n',
  'apps/atlas-noise/.gitignore': '.clippy.toml\n',
  'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n',
}

export const EXAMPLE_EDITS: readonly TaskEdit[] = [
  about('rs-leaf-readme', 'README of a leaf crate', 'cli', 'README.md'),
  about('rs-leaf-docs', 'docs/*.md of a leaf crate', 'cli', 'docs/guide.md'),
  about('rs-core-readme', 'README of a core crate', 'terrain', 'README.md'),
  source('rs-leaf-src', 'source of a leaf crate', 'apps/atlas-cli/src/picture.rs', ['cli']),
  source('rs-core-src', 'source of a core crate', 'apps/atlas-noise/src/noise.rs', NOISE),
  source('rs-middle-src', 'source of a crate in the middle', 'apps/atlas-terrain/src/grid.rs', TERRAIN),
  source('rs-macro-src', 'source of a proc-macro', 'apps/atlas-macros/src/lib.rs', ['macros', ...TERRAIN]),
  source('rs-build-script', 'a build script', 'apps/atlas-palette/build.rs', ['palette', ...RENDER]),
  {
    ...edit(
      'rs-build-data',
      'data that a build script reads',
      append('apps/atlas-palette/palettes.json', '\n'),
    ),
    must: compiled('palette', ...RENDER),
  },
  {
    ...edit('rs-included', 'included data', append('apps/atlas-names/src/places.txt', 'Morehaven\n')),
    must: compiled('names', ...TERRAIN),
  },
  {
    ...edit(
      'rs-core-test',
      'a test',
      append('apps/atlas-terrain/tests/edge.rs', '\n#[test]\nfn more() {}\n'),
    ),
    must: tasks(['terrain'], ['test', 'lint', 'format']),
  },
  {
    ...edit('rs-core-example', 'an example', append('apps/atlas-terrain/examples/demo.rs', '\n// more\n')),
    must: tasks(['terrain'], ['test', 'lint', 'format']),
  },
  {
    ...edit('toml-description', 'description in Cargo.toml of a core crate', (it) =>
      it.change('apps/atlas-noise/Cargo.toml', (text) =>
        text.replace(/description = ".*"/, 'description = "Another"'),
      ),
    ),
    may: compiled(...NOISE),
  },
  nothing(
    'toml-comment',
    'comment in Cargo.toml of a core crate',
    append('apps/atlas-noise/Cargo.toml', '# more\n'),
  ),
  nothing('root-toml-comment', 'comment in the root Cargo.toml', append('Cargo.toml', '# more\n')),
  {
    ...edit('ws-dep-bump', 'workspace.dependencies and lock, for a dependency of one core crate', (it) => {
      it.replace('Cargo.toml', 'rand_chacha = { version = "0.9"', 'rand_chacha = { version = "0.9.0"')
      it.change('Cargo.lock', (lock) => withOtherChecksum(lock, 'rand_chacha'))
    }),
    must: compiled(...NOISE),
  },
  {
    ...edit('lock-transitive', 'lock, for a dependency of a dependency of one crate', (it) =>
      it.change('Cargo.lock', (lock) => withOtherChecksum(lock, 'crc32fast')),
    ),
    must: compiled('cli'),
  },
  {
    ...edit('lock-shared', 'lock, for a dependency of most', (it) =>
      it.change('Cargo.lock', (lock) => withOtherChecksum(lock, 'proc-macro2')),
    ),
    must: compiled('macros', 'palette', ...TERRAIN),
    // rand wants zerocopy, which wants a proc-macro on a platform that there is not.
    may: compiled('noise', 'names'),
  },
  {
    ...edit('lock-tests', 'lock, for what the tests of a crate need and other crates', (it) =>
      it.change('Cargo.lock', (lock) => withOtherChecksum(lock, 'serde_json')),
    ),
    must: new Set([...tasks(['terrain'], ['test', 'lint']), ...compiled('palette', ...RENDER)]),
  },
  {
    ...edit('rust-toolchain', 'channel in rust-toolchain.toml', (it) =>
      it.replace('rust-toolchain.toml', '"stable"', '"nightly"'),
    ),
    must: new Set([...compiled(...ALL), ...tasks(ALL, ['format'])]),
  },
  {
    ...edit('cargo-config-flags', 'rustflags in .cargo/config.toml', (it) =>
      it.replace('.cargo/config.toml', '[build]\n', '[build]\nrustflags = ["-Cdebuginfo=1"]\n'),
    ),
    must: compiled(...ALL),
  },
  {
    ...edit('rustfmt-settings', 'rustfmt.toml', append('rustfmt.toml', 'tab_spaces = 2\n')),
    must: tasks(ALL, ['format']),
  },
  {
    ...edit('clippy-settings', 'clippy.toml', (it) => it.replace('clippy.toml', '100', '200')),
    must: tasks(ALL, ['lint']),
    // Both are made from the same files.
    may: tasks(ALL, ['test']),
  },
  source('wasm-src', 'source of a wasm crate', 'apps/atlas-wasm/src/lib.rs', ['wasm']),
  about('wasm-readme', 'README of a wasm crate', 'wasm', 'README.md'),
  nothing(
    'ts-leaf-src',
    'source of the page',
    append('apps/web/src/element.ts', '\nexport const more = 1\n'),
  ),
  nothing(
    'ts-core-src',
    'source of a TypeScript package',
    append('apps/ts-world/src/facts.ts', '\nexport const more = 1\n'),
  ),
  nothing(
    'ts-test',
    'test of a TypeScript package',
    append('apps/ts-world/src/world.test.ts', '\n// more\n'),
  ),
  nothing('ts-tsconfig-lib', 'tsconfig.lib.json', append('apps/ts-world/tsconfig.lib.json', '\n')),
  nothing('ignored-file', 'ignored file in a core crate', (it) =>
    it.write('apps/atlas-noise/x.local', 'todo\n'),
  ),
  nothing('ignored-settings', 'ignored settings of cargo and of clippy', (it) => {
    it.write('.cargo/config', '[build]\nrustflags = ["-Cdebuginfo=1"]\n')
    it.write('apps/atlas-noise/.clippy.toml', 'msrv = "1.70.0"\n')
  }),
  nothing('touch', 'time of a source of a core crate', (it) => it.touch('apps/atlas-noise/src/noise.rs')),
  nothing('nx-json-space', 'white space in nx.json', append('nx.json', '\n\n')),
  nothing('root-readme', 'README of the repository', append('README.md', '\nMore.\n')),
  nothing('root-unrelated', 'new file beside it', (it) => it.write('NOTES-unrelated.txt', 'x\n')),
]

type Apply = TaskEdit['apply']

function edit(id: string, what: string, apply: Apply): TaskEdit {
  return { id, what, must: new Set(), may: new Set(), apply }
}

function nothing(id: string, what: string, apply: Apply): TaskEdit {
  return edit(id, what, apply)
}

/** A text for people, which no source names. */
function about(id: string, what: string, crate: string, path: string): TaskEdit {
  return nothing(id, what, append(`apps/atlas-${crate}/${path}`, '\nMore.\n'))
}

/** @param crates those it is compiled into, its own first */
function source(id: string, what: string, path: string, crates: readonly string[]): TaskEdit {
  const must = new Set([...compiled(...crates), ...tasks(crates.slice(0, 1), ['format'])])
  return { ...edit(id, what, append(path, '\n// more\n')), must }
}

function append(path: string, text: string): Apply {
  return (it) => it.append(path, text)
}

/** All tasks that compile the crates; rustfmt looks at nothing but the sources of one. */
function compiled(...crates: readonly string[]): ReadonlySet<TaskName> {
  const wasm = crates.includes('wasm') ? tasks(['wasm'], ['wasm']) : []
  return new Set([...tasks(crates, ['build', 'test', 'lint', 'doc']), ...wasm])
}

function tasks(crates: readonly string[], kinds: readonly string[]): ReadonlySet<TaskName> {
  return new Set(crates.flatMap((crate) => kinds.map((kind) => `atlas-${crate}:${kind}`)))
}

/** As if the registry had another crate of this version: no other entry of the lock has to change. */
function withOtherChecksum(lock: string, name: string): string {
  return lock.replace(
    new RegExp(`(\\nname = "${name}"\\nversion = .*\\nsource = .*\\nchecksum = ")([0-9a-f]{64})`),
    (_, before: string, checksum: string) => before + [...checksum].reverse().join(''),
  )
}
