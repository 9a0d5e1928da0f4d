import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Checks } from '../../e2e/checks'
import { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import { buildPaths, failureOf, movedCrates, type StorePaths } from '../built-crates'
import type { Scenario, Surroundings } from '../scenario'
import { providePackages } from './packages-from-elsewhere'
import { checkWorkspace } from './workspace-checks'

const FIXTURE = join(__dirname, '..', 'fixtures', 'overrides')
const LIBRARY = join(__dirname, '..', '..', '..', 'packages', 'crane', 'nix', 'lib')
const OVERRIDES = 'nix/overrides.nix'
const CONFIG = '.cargo/config.toml'
const ALL = ['app', 'native', 'other', 'side']

type Edit = (text: string) => string

/** Each edit, and the crates whose builds it concerns. */
const EDITS: readonly (readonly [string, string, Edit, readonly string[]])[] = [
  ['a comment in the overrides', OVERRIDES, (text) => `# edited\n${text}`, []],
  ['a variable of a crate', OVERRIDES, swap('"of native"', '"again"'), ['app', 'native']],
  [
    'a variable of all that one sets itself',
    OVERRIDES,
    swap('"of all"', '"again"'),
    ['app', 'other', 'side'],
  ],
  ['a variable of all crates', OVERRIDES, swap('EVERYWHERE = "1"', 'EVERYWHERE = "2"'), ALL],
  ['a program that a crate is built with', OVERRIDES, swap('"echo tool"', '"echo other"'), ['app', 'native']],
  ['the features of a crate', OVERRIDES, swap('"loud"', '"quiet"'), ['app']],
  ['what only tests get', OVERRIDES, swap('ONLY_TESTS = "yes"', 'ONLY_TESTS = "no"'), []],
  ['a crate’s own libraries', OVERRIDES, add('other.buildInputs = [ pkgs.zstd ];'), ['other']],
  ['the profile of a crate', OVERRIDES, swap('noDefaultFeatures = true', 'profile = "dev"'), ['app']],
  ['the target of a crate', OVERRIDES, add('other.targetTriple = "x";'), ['other']],
  ['an argument of crane', OVERRIDES, add('other.craneArguments.preBuild = "true";'), ['other']],
  ['a native dependency switched off', OVERRIDES, atTop('nativeDependencies.onig_sys = false;'), ['app']],
  ['flags in Cargo’s configuration', CONFIG, swap('from_flags', 'other_flags'), ALL],
  ['a comment in Cargo’s configuration', CONFIG, (text) => `${text}# edited\n`, []],
  ['where sources are replaced', CONFIG, swap('does/not', 'did/not'), []],
  ['a wrapper and a directory', CONFIG, (text) => text.replace('no-such', 'other').replace('else', 'no'), []],
]

/** Each fault in the overrides, and what its error says. */
const FAULTS: readonly (readonly [string, Edit, readonly string[]])[] = [
  [
    'an unknown crate',
    add('apps.features = [ ];'),
    ['nix/overrides.nix: there is no crate `apps`; there are app, native, other, side'],
  ],
  [
    'an unknown option',
    add('other.buildInput = [ ];'),
    ['nix/overrides.nix: there is no option `crates.other.buildInput`; there are allFeatures, buildInputs'],
  ],
  [
    'an unknown option of all',
    atTop('crate.other = { };'),
    ['nix/overrides.nix: there is no option `crate`; there are all, crates, devShell'],
  ],
  [
    'a value of another type',
    add('other.features = "a";'),
    ['`crates.other.features` is a string, and must be a list'],
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
    ['registry.example.invalid/index/, and nix/overrides.nix does not say', 'registries = ['],
  ],
]

export const overrides: Scenario = {
  title: 'overrides, native dependencies, packages from Git and from a registry, Cargo’s configuration',
  run(checks, surroundings) {
    const { nix, directory, system } = surroundings
    const files = readdirSync(FIXTURE, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(FIXTURE.length + 1))
    const repository = new RepositoryCopy(join(directory, 'repository'), { from: FIXTURE, files })
    const { gitSource } = providePackages(repository, { nix, directory: join(directory, 'packages') })
    const flake = `path:${repository.directory}`
    checks.equal(
      'nx-crane flake leaves the overrides alone',
      repository.flake().output.includes(OVERRIDES),
      false,
    )

    checks.equal(
      'what is known of native dependencies is sound',
      nix.evaluateFile(join(__dirname, '..', 'native-entries.nix'), { library: LIBRARY }),
      [],
    )

    const paths = () => buildPaths(nix, { flake, system })
    const before = paths()
    for (const [what, path, edit, concerned] of EDITS) {
      const moved = repository.edited(path, edit, () => movedCrates(before, paths()))
      checks.equal(`an edit of ${what} moves ${concerned.join(', ') || 'nothing'}`, moved, concerned)
    }
    checkInputs(checks, { surroundings, repository, flake, gitSource })
    checkFaults(checks, { repository, paths })
    checkNearestValue(checks, { repository, paths, before })
    checkHostileSource(checks, { repository, paths })
    checkMissingLibrary(checks, { repository, paths, gitSource })
    checkProgram(checks, { surroundings, flake })
    checkMissingFile(checks, { surroundings, repository, flake })
    checkWorkspace(checks, { surroundings, repository, flake })
  },
}

function swap(from: string, to: string): Edit {
  return (text) => text.replace(from, to)
}

/** Adds a line to the crates. */
function add(line: string): Edit {
  return (text) => text.replace('  crates = {\n', `  crates = {\n    ${line}\n`)
}

function atTop(line: string): Edit {
  return (text) => text.replace('  crates = {\n', `  ${line}\n  crates = {\n`)
}

function checkFaults(
  checks: Checks,
  { repository, paths }: { repository: RepositoryCopy; paths: () => StorePaths },
): void {
  for (const [what, edit, said] of FAULTS) {
    const message = repository.edited(OVERRIDES, edit, () => failureOf(paths))
    checks.true(
      `${what} is an error that says what to do`,
      said.every((each) => message.includes(each)),
      message,
    )
  }
}

/** Of what a derivation and the shell consist, where that cannot be seen in what is built here. */
function checkInputs(
  checks: Checks,
  {
    surroundings: { nix, system },
    repository,
    flake,
    gitSource,
  }: {
    surroundings: Surroundings
    repository: RepositoryCopy
    flake: string
    gitSource: string
  },
): void {
  const names = (attribute: string, list: string) =>
    nix.evaluate<string[]>(flake, attribute, `it: map (each: each.name) it.${list}`)
  checks.equal(
    'the shell has the libraries and programs of all crates',
    [
      names(`devShells.${system}.default`, 'buildInputs').includes('oniguruma'),
      names(`devShells.${system}.default`, 'nativeBuildInputs').includes('native-tool'),
    ],
    [true, true],
  )
  const mold = swap('"from_flags"', '"from_flags", "-C", "link-arg=-fuse-ld=mold"')
  checks.true(
    'a linker that Cargo’s configuration chooses is there',
    repository.edited(CONFIG, mold, () => names('other', 'nativeBuildInputs')).includes('mold'),
  )
  const hash = 'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='
  const show = () => nix.flake(['derivation', 'show', '--recursive'], `${flake}#native`)
  checks.equal(
    'a Git repository is fetched while evaluating, and with a hash in a build',
    [
      show().includes(hash),
      repository.edited(OVERRIDES, atTop(`outputHashes."${gitSource}" = "${hash}";`), show).includes(hash),
    ],
    [false, true],
  )
}

/** What crates beneath do not agree on does not matter where a crate says it itself. */
function checkNearestValue(
  checks: Checks,
  { repository, paths, before }: { repository: RepositoryCopy; paths: () => StorePaths; before: StorePaths },
): void {
  const settled: Edit = (text) =>
    add('side.env.NATIVE_VALUE = "of side";')(text).replace(
      'noDefaultFeatures',
      'env.NATIVE_VALUE = "of app";\n      noDefaultFeatures',
    )
  const moved = repository.edited(OVERRIDES, settled, () => movedCrates(before, paths()))
  checks.equal('a crate settles what those beneath it do not agree on', moved, ['app', 'side'])
}

/** Of a crate that the stand-in for nixpkgs has no library for; real nixpkgs has it. */
function checkMissingLibrary(
  checks: Checks,
  {
    repository,
    paths,
    gitSource,
  }: { repository: RepositoryCopy; paths: () => StorePaths; gitSource: string },
): void {
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

/** crane hands sources to a shell, so they must be addresses and nothing else. */
function checkHostileSource(
  checks: Checks,
  { repository, paths }: { repository: RepositoryCopy; paths: () => StorePaths },
): void {
  const message = repository.edited('Cargo.lock', swap('source = "git+', 'source = "git+$(touch x)'), () =>
    failureOf(paths),
  )
  checks.true(
    'a source that a shell would read otherwise is refused',
    message.includes('Cargo.lock: the source of from-git is no address'),
    message,
  )
}

/** What the program says shows what it was built with. */
function checkProgram(
  checks: Checks,
  { surroundings, flake }: { surroundings: Surroundings; flake: string },
): void {
  const { nix, system } = surroundings
  const [app = ''] = nix.build(flake, ['app', `checks.${system}.app-test`])
  checks.equal(
    'what is set is there in the build, and in those of the crates that use it',
    execFileSync(join(app, 'bin', 'app'), { encoding: 'utf8' })
      .split('\n')
      .slice(0, -1),
    [
      'native: of native tool from git',
      'registry: from the registry',
      'onig: system 1',
      'loud: true, quiet: false',
      'flags: true, env: Some("configured")',
      'included: Some("included")',
      'debug: false',
    ],
  )
}

function checkMissingFile(
  checks: Checks,
  {
    surroundings,
    repository,
    flake,
  }: { surroundings: Surroundings; repository: RepositoryCopy; flake: string },
): void {
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
