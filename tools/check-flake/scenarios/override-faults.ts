import type { Checks } from '../../kit/checks'
import { failureOf, type StorePaths } from '../built-crates'
import type { CheckedRepository } from '../scenario'
import { add, atTop, type Edit, OVERRIDES, swap } from './override-edit'

interface FaultyRepository extends CheckedRepository {
  /** Evaluates all builds. */
  readonly paths: () => StorePaths
  /** How the lock names the Git repository of packages. */
  readonly gitSource: string
}

/** Each fault in the overrides, and what its error says. */
const FAULTS: readonly (readonly [string, Edit, readonly string[]])[] = [
  [
    'an unknown crate',
    add('apps.features = [ ];'),
    ['nix/overrides.nix: there is no crate `apps`; the crates are app, native, other, side'],
  ],
  [
    'an unknown option',
    add('other.buildInput = [ ];'),
    [
      'nix/overrides.nix: there is no option `crates.other.buildInput`; the options are allFeatures, buildInputs',
    ],
  ],
  [
    'an unknown option of all',
    atTop('crate.other = { };'),
    ['nix/overrides.nix: there is no option `crate`; the options are all, crates, devShell'],
  ],
  [
    'a value of another type',
    add('other.features = "a";'),
    ['`crates.other.features` is a string, but must be a list'],
  ],
  [
    'an argument that would put other things together',
    add('other.craneArguments.src = ./.;'),
    ['nix/overrides.nix: `craneArguments.src` is set by nx-crane'],
  ],
  [
    'an error in it',
    add('other.buildInputs = [ pkgs.no-such-thing ];'),
    ["attribute 'no-such-thing' missing", 'nix/overrides.nix'],
  ],
  [
    'an error of its own',
    add('other.features = throw "mine";'),
    ['mine', 'while evaluating `crates.other.features` in nix/overrides.nix'],
  ],
  [
    'a variable on which crates beneath do not agree',
    add('side.env.NATIVE_VALUE = "of side";'),
    [
      'native and side set NATIVE_VALUE to different values, and app needs both: set `crates.app.env.NATIVE_VALUE`',
    ],
  ],
  [
    'a registry that nobody tells of',
    (text) => text.replace(/ {2}registries = \[[^\]]*\];\n/, ''),
    ['registry.example.invalid/index/, but nix/overrides.nix does not say', 'registries = ['],
  ],
]

/** What is wrong in the overrides, in the lock and in the sources is an error that says what to do. */
export function checkOverrideFaults(checks: Checks, faulty: FaultyRepository): void {
  for (const [what, edit, said] of FAULTS) {
    const message = faulty.repository.edited(OVERRIDES, edit, () => failureOf(faulty.paths))
    checks.true(
      `${what} is an error that says what to do`,
      said.every((each) => message.includes(each)),
      message,
    )
  }
  checkHostileSource(checks, faulty)
  checkMissingLibrary(checks, faulty)
  checkMissingFile(checks, faulty)
}

/** crane hands sources to a shell, so they must be addresses and nothing else. */
function checkHostileSource(checks: Checks, { repository, paths }: FaultyRepository): void {
  const message = repository.edited('Cargo.lock', swap('source = "git+', 'source = "git+$(touch x)'), () =>
    failureOf(paths),
  )
  checks.true(
    'a source that a shell would read otherwise is refused',
    message.includes('Cargo.lock: the source of from-git is not a URL'),
    message,
  )
}

/** Of a crate that the stand-in for nixpkgs has no library for; real nixpkgs has it. */
function checkMissingLibrary(checks: Checks, { repository, paths, gitSource }: FaultyRepository): void {
  const needsIt: Edit = (text) =>
    `${text.replace(/(name = "from-git"\n.*\n.*\n)/, '$1dependencies = [\n "lzma-sys",\n]\n')}
[[package]]\nname = "lzma-sys"\nversion = "0.1.0"\nsource = "${gitSource}"\n`
  const message = repository.edited('Cargo.lock', needsIt, () => failureOf(paths))
  checks.true(
    'a library that nixpkgs lacks is an error that says which crate needs it, and what to set',
    message.includes(
      'nixpkgs has no `xz`, which the crate lzma-sys needs: set `nativeDependencies.lzma-sys` in nix/overrides.nix',
    ),
    message,
  )
}

function checkMissingFile(checks: Checks, { surroundings, repository, flake }: CheckedRepository): void {
  const { nix } = surroundings
  const failure = (code: string) =>
    repository.edited(
      'crates/other/src/lib.rs',
      (text) => text + code,
      () => failureOf(() => nix.build(flake, ['other'])),
    )
  const missing = failure('pub const TEXT: &str = include_str!("../../../assets/gone.txt");\n')
  checks.true(
    'a build that misses a file says where to name it',
    missing.includes('name it in crates/other/Cargo.toml') && missing.includes('include = ['),
    missing,
  )
  const wrong = failure('pub const TEXT: u8 = "";\n')
  checks.true('another that fails does not', wrong.includes('E0308') && !wrong.includes('include = ['), wrong)
}
