import type { CargoCase, CaseSubject } from '../cargo-case'
import { crates, dependsOn, oneCrate, WORKSPACE } from './texts'

/** A crate with a library, a program and a test, and an edit of what it is compiled with. */
function configured(
  name: string,
  files: Readonly<Record<string, string>>,
  edit: CargoCase['edit'],
  more: Partial<CargoCase> = {},
): CargoCase {
  return { name, ...more, files: { ...CRATE, ...files }, edit }
}

const CRATE = oneCrate({
  'src/lib.rs': '/// Adds.\npub fn add(a: u8) -> u8 { if cfg!(extra) { a } else { a.wrapping_add(1) } }\n',
  'src/main.rs':
    'fn main() { println!("{}", a::add(1)); }\n#[test]\nfn adds() { println!("{}", a::add(1)) }\n',
})
const CONFIG = '.cargo/config.toml'
const HOST = 'x86_64-unknown-linux-gnu'
const appendManifest = (text: string) => (it: Parameters<CargoCase['edit']>[0]) =>
  it.append('Cargo.toml', text)
const writes = (path: string, text: string) => (it: Parameters<CargoCase['edit']>[0]) => it.write(path, text)
const sets = (variable: string, value: string) => (it: Parameters<CargoCase['edit']>[0]) =>
  it.setVariable(variable, value)

const TWO = crates({
  b: { 'src/lib.rs': 'pub const B: u8 = 1;\n' },
  a: { rest: dependsOn('b'), 'src/lib.rs': 'pub use b::B;\n' },
})

export const CONFIGURATION: CaseSubject = {
  subject: 'configuration',
  cases: [
    configured('flags of rustc', {}, writes(CONFIG, '[build]\nrustflags = ["--cfg", "extra"]\n')),
    configured('flags in RUSTFLAGS', {}, sets('RUSTFLAGS', '--cfg extra')),
    configured('flags in CARGO_ENCODED_RUSTFLAGS', {}, sets('CARGO_ENCODED_RUSTFLAGS', '--cfg\u001fextra')),
    configured('flags in CARGO_BUILD_RUSTFLAGS', {}, sets('CARGO_BUILD_RUSTFLAGS', '--cfg extra')),
    configured(
      'flags for this host',
      {},
      writes(CONFIG, `[target.${HOST}]\nrustflags = ["--cfg", "extra"]\n`),
    ),
    configured(
      'flags for this host in a variable',
      {},
      sets('CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS', '--cfg extra'),
    ),
    configured(
      'flags for another host',
      {},
      writes(CONFIG, '[target.aarch64-apple-darwin]\nrustflags = ["--cfg", "extra"]\n'),
    ),
    configured(
      'flags for another host in a variable',
      {},
      sets('CARGO_TARGET_AARCH64_APPLE_DARWIN_RUSTFLAGS', '--cfg extra'),
    ),
    configured(
      'flags for cfg(unix)',
      {},
      writes(CONFIG, '[target.\'cfg(unix)\']\nrustflags = ["--cfg", "extra"]\n'),
    ),
    configured(
      'flags for cfg(windows)',
      {},
      writes(CONFIG, '[target.\'cfg(windows)\']\nrustflags = ["--cfg", "extra"]\n'),
    ),
    configured(
      'flags in CARGO_HOME',
      {},
      writes('../cargo-home/config.toml', '[build]\nrustflags = ["--cfg", "extra"]\n'),
    ),
    configured(
      'flags above the repository',
      {},
      writes('../.cargo/config.toml', '[build]\nrustflags = ["--cfg", "extra"]\n'),
    ),
    configured(
      'flags in a file without an ending',
      {},
      writes('.cargo/config', '[build]\nrustflags = ["--cfg", "extra"]\n'),
    ),
    configured(
      'flags in a file that the flags name',
      { [CONFIG]: '[build]\nrustflags = ["@flags.txt"]\n', 'flags.txt': '-Copt-level=0' },
      writes('flags.txt', '-Copt-level=1'),
    ),
    configured(
      'a wrapper of rustc',
      { [CONFIG]: '[build]\nrustc-wrapper = "./wrap.sh"\n', 'wrap.sh': '#!/bin/sh\nexec "$@"\n' },
      writes('wrap.sh', '#!/bin/sh\nexec "$@" --cfg extra\n'),
    ),
    configured(
      'what a wrapper of rustc reads',
      {
        [CONFIG]: '[build]\nrustc-wrapper = "./wrap.sh"\n',
        'wrap.sh': '#!/bin/sh\nexec "$@" $(cat flags.txt)\n',
        'flags.txt': '',
      },
      writes('flags.txt', '--cfg extra'),
    ),
    configured(
      'a wrapper for the crates of the workspace',
      { [CONFIG]: '[build]\nrustc-workspace-wrapper = "./wrap.sh"\n', 'wrap.sh': '#!/bin/sh\nexec "$@"\n' },
      writes('wrap.sh', '#!/bin/sh\nexec "$@" --cfg extra\n'),
    ),
    configured(
      'a wrapper outside the repository',
      { '../tools/wrap': '#!/bin/sh\nexec "$@"\n' },
      writes('../tools/wrap', '#!/bin/sh\nexec "$@" --cfg extra\n'),
      { environment: { RUSTC_WRAPPER: 'wrap' } },
    ),
    configured(
      'a linker script',
      {
        [CONFIG]: `[target.${HOST}]\nrustflags = ["-Clink-arg=-Wl,-Tlink.x"]\n`,
        'link.x': 'SECTIONS { .one : { BYTE(1) } } INSERT AFTER .data;\n',
      },
      writes('link.x', 'SECTIONS { .one : { BYTE(2) } } INSERT AFTER .data;\n'),
    ),
    configured(
      'a linker',
      { [CONFIG]: `[target.${HOST}]\nlinker = "./linkers/cc"\n`, 'linkers/cc': '#!/bin/sh\nexec cc "$@"\n' },
      writes('linkers/cc', '#!/bin/sh\nexec cc "$@" -Wl,--no-gc-sections\n'),
    ),
    configured(
      'a compiler of C that comes first on PATH now',
      {},
      writes('../tools/cc', '#!/bin/sh\nexec /usr/bin/cc "$@" -Wl,--no-gc-sections\n'),
    ),
    configured(
      'a runner of tests',
      {
        [CONFIG]: `[target.${HOST}]\nrunner = "scripts/run.sh"\n`,
        'scripts/run.sh': '#!/bin/sh\nexec "$@"\n',
      },
      writes('scripts/run.sh', '#!/bin/sh\necho run\nexec "$@"\n'),
      { kinds: ['build', 'test'] },
    ),
    configured(
      'what a runner of tests reads',
      {
        [CONFIG]: `[target.${HOST}]\nrunner = "scripts/run.sh"\n`,
        'scripts/run.sh': '#!/bin/sh\ncat "$(dirname "$0")/x.txt"\nexec "$@"\n',
        'scripts/x.txt': 'one\n',
      },
      writes('scripts/x.txt', 'two\n'),
      { kinds: ['test'] },
    ),
    configured(
      'a runner that is new',
      { 'run.sh': '#!/bin/sh\necho run\nexec "$@"\n' },
      writes(CONFIG, `[target.${HOST}]\nrunner = "./run.sh"\n`),
      { kinds: ['build', 'test'] },
    ),
    configured(
      'a variable of the configuration that sources ask for',
      {
        [CONFIG]: '[env]\nFLAVOUR = "one"\n',
        'src/lib.rs': 'pub const V: &str = env!("FLAVOUR");\npub fn add(a: u8) -> u8 { a }\n',
      },
      writes(CONFIG, '[env]\nFLAVOUR = "two"\n'),
    ),
    configured(
      'a variable of the configuration that nobody asks for',
      { [CONFIG]: '[env]\nFLAVOUR = "one"\n' },
      writes(CONFIG, '[env]\nFLAVOUR = "two"\n'),
    ),
    configured(
      'a variable of the configuration for a test',
      {
        [CONFIG]: '[env]\nFLAVOUR = "one"\n',
        'tests/t.rs': '#[test]\nfn t() { println!("{:?}", std::env::var("FLAVOUR")) }\n',
      },
      writes(CONFIG, '[env]\nFLAVOUR = "two"\n'),
      { kinds: ['test'] },
    ),
    configured(
      'a variable that wins over the configuration',
      {
        [CONFIG]: '[env]\nFLAVOUR = "one"\n',
        'src/lib.rs': 'pub const V: &str = env!("FLAVOUR");\npub fn add(a: u8) -> u8 { a }\n',
      },
      sets('FLAVOUR', 'two'),
    ),
    configured('a profile in the configuration', {}, writes(CONFIG, '[profile.dev]\nopt-level = 1\n')),
    configured('a profile in the environment', {}, sets('CARGO_PROFILE_DEV_OPT_LEVEL', '1')),
    configured('another profile in the environment', {}, sets('CARGO_PROFILE_RELEASE_OPT_LEVEL', '1')),
    configured('CARGO_INCREMENTAL', {}, sets('CARGO_INCREMENTAL', '1')),
    configured('the profile of tests', {}, appendManifest('[profile.test]\nopt-level = 1\n'), {
      kinds: ['build', 'test'],
    }),
    configured('the profile', {}, appendManifest('[profile.dev]\nopt-level = 1\n'), {
      kinds: ['build', 'test', 'lint', 'doc'],
    }),
    configured('the profile of one crate', TWO, appendManifest('[profile.dev.package.b]\nopt-level = 1\n'), {
      crates: ['a', 'b'],
    }),
    configured(
      'the profile of build scripts',
      { 'build.rs': 'fn main() { println!("cargo:rerun-if-changed=build.rs") }\n' },
      appendManifest('[profile.dev.build-override]\nopt-level = 1\n'),
    ),
    configured('panic = "abort"', {}, appendManifest('[profile.dev]\npanic = "abort"\n'), {
      kinds: ['build', 'test'],
    }),
    configured('the resolver', { ...TWO }, (it) =>
      it.replace('Cargo.toml', 'resolver = "2"', 'resolver = "3"'),
    ),
    configured(
      'a path crate in place of another',
      {
        'Cargo.toml': WORKSPACE,
        ...TWO,
        [CONFIG]: 'paths = ["local/b"]\n',
        'local/b/Cargo.toml': `${TWO['crates/b/Cargo.toml']}\n[workspace]\n`,
        'local/b/src/lib.rs': 'pub const B: u8 = 2;\n',
      },
      writes('local/b/src/lib.rs', 'pub const B: u8 = 3;\n'),
      { crates: ['a'] },
    ),
    configured(
      'the directory of the target',
      {},
      writes(CONFIG, '[build]\ntarget = "x86_64-unknown-linux-gnu"\n'),
    ),
    configured(
      'flags of rustdoc',
      {},
      writes(CONFIG, '[build]\nrustdocflags = ["--document-private-items"]\n'),
      { kinds: ['build', 'doc'] },
    ),
    configured('flags of rustdoc in RUSTDOCFLAGS', {}, sets('RUSTDOCFLAGS', '--document-private-items'), {
      kinds: ['build', 'doc'],
    }),
    configured(
      'a page that flags of rustdoc name',
      {
        [CONFIG]: '[build]\nrustdocflags = ["--html-in-header", "header.html"]\n',
        'header.html': '<!-- one -->\n',
      },
      writes('header.html', '<!-- two -->\n'),
      { kinds: ['build', 'doc'] },
    ),
    configured(
      'a style that flags of rustdoc name',
      { [CONFIG]: '[build]\nrustdocflags = ["--extend-css=docs/own.css"]\n', 'docs/own.css': 'a {}\n' },
      writes('docs/own.css', 'b {}\n'),
      { kinds: ['doc'] },
    ),
    configured('what cargo prints in colour', {}, writes(CONFIG, '[term]\nquiet = false\n')),
    configured('an alias', {}, writes(CONFIG, '[alias]\nx = "build"\n')),
    configured('how many jobs', {}, writes(CONFIG, '[build]\njobs = 1\n')),
    configured('how it reaches registries', {}, writes(CONFIG, '[net]\nretry = 5\n')),
    configured('a comment in the configuration', { [CONFIG]: '[build]\njobs = 1\n' }, (it) =>
      it.append(CONFIG, '# new\n'),
    ),
    configured('how many threads tests have', {}, sets('RUST_TEST_THREADS', '1'), {
      kinds: ['build', 'test'],
    }),
    configured('RUSTC_BOOTSTRAP', {}, sets('RUSTC_BOOTSTRAP', '1')),
  ],
}
