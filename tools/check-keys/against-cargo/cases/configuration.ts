import type { CargoCase, CaseSubject } from '../cargo-case'
import { CONFIG, configured, HOST, sets, writes } from './configured'
import { crates, dependsOn } from './texts'

const appendManifest = (text: string) => (it: Parameters<CargoCase['edit']>[0]) =>
  it.append('Cargo.toml', text)
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
    configured('the profile of benches in the environment', {}, sets('CARGO_PROFILE_BENCH_OPT_LEVEL', '1')),
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
      'the directory of the target',
      {},
      writes(CONFIG, '[build]\ntarget = "x86_64-unknown-linux-gnu"\n'),
    ),
    configured('what cargo prints in colour', {}, writes(CONFIG, '[term]\nquiet = false\n')),
    configured('an alias', {}, writes(CONFIG, '[alias]\nx = "build"\n')),
    configured('how many jobs', {}, writes(CONFIG, '[build]\njobs = 1\n')),
    configured('how it reaches registries', {}, writes(CONFIG, '[net]\nretry = 5\n')),
    configured('a comment in the configuration', { [CONFIG]: '[build]\njobs = 1\n' }, (it) =>
      it.append(CONFIG, '# new\n'),
    ),
    configured('how many threads tests have', {}, sets('RUST_TEST_THREADS', '1')),
    configured('RUSTC_BOOTSTRAP', {}, sets('RUSTC_BOOTSTRAP', '1')),
  ],
}
