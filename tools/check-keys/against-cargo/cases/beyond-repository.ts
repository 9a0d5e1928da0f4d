import type { CaseSubject } from '../cargo-case'
import { manifest, oneCrate } from './texts'

const USES = { 'src/lib.rs': 'pub use x::X;\n' }
const DEPENDS = '[dependencies]\nx = "1"\n'
const x = (value: number) => `pub const X: u8 = ${value};\n`
const X_MANIFEST = manifest('x').replace('0.1.0', '1.0.0')
const VENDORED = '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n'
const vendored = (directory: string) => ({
  [`${directory}/x/Cargo.toml`]: X_MANIFEST,
  [`${directory}/x/src/lib.rs`]: x(1),
  [`${directory}/x/.cargo-checksum.json`]: `{"files":{},"package":"${'0'.repeat(64)}"}`,
})

export const BEYOND_REPOSITORY: CaseSubject = {
  subject: 'other crates',
  cases: [
    {
      name: 'a path crate outside the repository',
      crates: ['a'],
      files: {
        ...oneCrate(USES, '[dependencies]\nx = { path = "../x" }\n'),
        '../x/Cargo.toml': X_MANIFEST,
        '../x/src/lib.rs': x(1),
      },
      edit: (it) => it.write('../x/src/lib.rs', x(2)),
    },
    {
      name: 'what a path crate outside the repository includes',
      crates: ['a'],
      files: {
        ...oneCrate(USES, '[dependencies]\nx = { path = "../x" }\n'),
        '../x/Cargo.toml': X_MANIFEST,
        '../x/src/lib.rs': 'pub const X: &str = include_str!("../x.txt");\n',
        '../x/x.txt': 'one',
      },
      edit: (it) => it.write('../x/x.txt', 'two'),
    },
    {
      name: 'a patch in the manifest, inside',
      crates: ['a'],
      files: {
        ...oneCrate(USES, `${DEPENDS}[patch.crates-io]\nx = { path = "patched/x" }\n`),
        'patched/x/Cargo.toml': X_MANIFEST,
        'patched/x/src/lib.rs': x(1),
      },
      edit: (it) => it.write('patched/x/src/lib.rs', x(2)),
    },
    {
      name: 'a patch in the manifest, outside',
      crates: ['a'],
      files: {
        ...oneCrate(USES, `${DEPENDS}[patch.crates-io]\nx = { path = "../x" }\n`),
        '../x/Cargo.toml': X_MANIFEST,
        '../x/src/lib.rs': x(1),
      },
      edit: (it) => it.write('../x/src/lib.rs', x(2)),
    },
    {
      name: "a patch in cargo's configuration",
      crates: ['a'],
      files: {
        ...oneCrate(USES, DEPENDS),
        '.cargo/config.toml': '[patch.crates-io]\nx = { path = "patched/x" }\n',
        'patched/x/Cargo.toml': X_MANIFEST,
        'patched/x/src/lib.rs': x(1),
      },
      edit: (it) => it.write('patched/x/src/lib.rs', x(2)),
    },
    {
      name: 'a crate behind a link out of the repository',
      crates: ['a'],
      files: {
        ...oneCrate(
          {
            ...USES,
            'Cargo.lock':
              'version = 4\n\n[[package]]\nname = "a"\nversion = "0.1.0"\ndependencies = [\n "x",\n]\n\n[[package]]\nname = "x"\nversion = "1.0.0"\n',
          },
          '[dependencies]\nx = { path = "linked" }\n',
        ),
        '../x/Cargo.toml': X_MANIFEST,
        '../x/src/lib.rs': x(1),
      },
      prepare: (it) => it.link('linked', '../x'),
      edit: (it) => it.write('../x/src/lib.rs', x(2)),
    },
    {
      name: 'a crate behind a link in the repository',
      crates: ['a'],
      files: {
        ...oneCrate(
          {
            ...USES,
            'Cargo.lock':
              'version = 4\n\n[[package]]\nname = "a"\nversion = "0.1.0"\ndependencies = [\n "x",\n]\n\n[[package]]\nname = "x"\nversion = "1.0.0"\n',
          },
          '[dependencies]\nx = { path = "linked" }\n',
        ),
        'real/Cargo.toml': X_MANIFEST,
        'real/src/lib.rs': x(1),
      },
      prepare: (it) => it.link('linked', 'real'),
      edit: (it) => it.write('real/src/lib.rs', x(2)),
    },
    {
      name: 'a vendored source',
      crates: ['a'],
      files: { ...oneCrate(USES, DEPENDS), ...vendored('vendor'), '.cargo/config.toml': VENDORED },
      edit: (it) => it.write('vendor/x/src/lib.rs', x(2)),
    },
    {
      name: 'a vendored source outside the repository',
      crates: ['a'],
      files: {
        ...oneCrate(USES, DEPENDS),
        ...vendored('../vendor'),
        '.cargo/config.toml': VENDORED.replace('"vendor"', '"../vendor"'),
      },
      edit: (it) => it.write('../vendor/x/src/lib.rs', x(2)),
    },
    {
      name: 'a vendored crate that nobody uses',
      crates: ['a'],
      files: { ...oneCrate(USES, DEPENDS), ...vendored('vendor'), '.cargo/config.toml': VENDORED },
      edit: (it) => {
        it.write('vendor/y/Cargo.toml', manifest('y'))
        it.write('vendor/y/src/lib.rs', '')
        it.write('vendor/y/.cargo-checksum.json', `{"files":{},"package":"${'1'.repeat(64)}"}`)
      },
    },
    {
      name: 'a comment in the lock',
      crates: ['a'],
      files: { ...oneCrate(USES, DEPENDS), ...vendored('vendor'), '.cargo/config.toml': VENDORED },
      edit: (it) => it.append('Cargo.lock', '\n# new\n'),
    },
  ],
}
