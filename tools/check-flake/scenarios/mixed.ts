import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Checks } from '../../kit/checks'
import { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import { seedCrates } from '../../sandboxed-nix/seed-crates'
import { buildPaths, compiledCrates, failureOf, movedCrates } from '../built-crates'
import type { CheckedRepository, Scenario } from '../scenario'
import { compareLocks } from './locks'
import { checkChecks, checkOutputs } from './outputs'

const FIXTURE = join(__dirname, '..', 'fixtures', 'mixed')
// biome-ignore lint/suspicious/noTemplateCurlyInString: a name that Nix would interpolate
const LONE = "crates/it's ${lone}"
const CRATES = [
  'apart',
  'mixed-base',
  'mixed-codegen',
  'mixed-engine',
  'mixed-lone',
  'mixed-macros',
  'mixed-testkit',
  'mixed-tool',
]
const ON_ENGINE = ['mixed-engine', 'mixed-testkit', 'mixed-tool']

/** Each edit, and the crates that it concerns. */
const EDITS: readonly (readonly [string, string, (text: string) => string, readonly string[]])[] = [
  ['a source', 'crates/base/src/lib.rs', comment('//'), ['mixed-base', ...ON_ENGINE]],
  ['a source of the program', 'crates/tool/src/main.rs', comment('//'), ['mixed-tool']],
  ['a source of what only tests use', 'crates/testkit/src/lib.rs', comment('//'), ['mixed-testkit']],
  ['a build script', 'crates/engine/build.rs', comment('//'), ON_ENGINE],
  ['what a build script reads', 'crates/engine/size.txt', () => '8\n', ON_ENGINE],
  [
    'what the build script is made with',
    'crates/codegen/src/lib.rs',
    comment('//'),
    ['mixed-codegen', ...ON_ENGINE],
  ],
  ['a file that is included from elsewhere', 'assets/banner.txt', comment(''), ['mixed-tool']],
  ['a README that is included', 'crates/engine/README.md', comment(''), ON_ENGINE],
  ['a README', `${LONE}/README.md`, comment(''), []],
  ['the README of the repository', 'README.md', comment(''), []],
  ['a test', 'crates/engine/tests/describe.rs', comment('//'), []],
  [
    'a comment in the lock',
    'Cargo.lock',
    (text) => text.replace('version = 4', '# a comment\nversion = 4'),
    [],
  ],
  ['a comment in the root manifest', 'Cargo.toml', comment('#'), []],
  ['a comment in a manifest', 'crates/base/Cargo.toml', comment('#'), []],
  [
    'a dev-dependency',
    'crates/engine/Cargo.toml',
    (text) => text.replace('path = "../testkit"', 'path = "../testkit", features = ["checks"]'),
    [],
  ],
  [
    'the lock entry of others',
    'Cargo.lock',
    (text) => text.replace('checksum = "d9c4', 'checksum = "d9c5'),
    ['mixed-lone', 'mixed-tool'],
  ],
  [
    'a dependency that few inherit',
    'Cargo.toml',
    (text) => text.replace('"=0.15.5", ', '"=0.15.5", features = ["inline-more"], '),
    ['mixed-lone', 'mixed-tool'],
  ],
  [
    'the profile',
    'Cargo.toml',
    (text) => text.replace('debug = 0', 'debug = 1'),
    CRATES.filter((name) => name !== 'apart'),
  ],
  [
    'the profile of one crate',
    'Cargo.toml',
    (text) => text.replace('opt-level = 2', 'opt-level = 1'),
    ['mixed-base', ...ON_ENGINE],
  ],
  ['another workspace', 'other/src/main.rs', comment('//'), ['apart']],
]

export const mixed: Scenario = {
  title: 'a workspace with inheritance, a rename, a proc-macro, a build script, a dev cycle and a binary',
  run(checks, surroundings) {
    const { nix, directory, system } = surroundings
    const repository = new RepositoryCopy(join(directory, 'repository'), { from: FIXTURE })
    const flake = `path:${repository.directory}`
    seedCrates(nix, { workspace: FIXTURE, staging: join(directory, 'crates') })

    checkCommand(checks, repository)
    compareLocks(checks, { nix, repository, workspace: '' })

    const storePaths = () => buildPaths(nix, { flake, system })
    const before = storePaths()
    checks.equal('there is a store path for each crate', Object.keys(before), CRATES)
    for (const [what, path, edit, concerned] of EDITS) {
      const moved = repository.edited(path, edit, () => movedCrates(before, storePaths()))
      checks.equal(
        `an edit of ${what} moves ${concerned.join(', ') || 'nothing'}`,
        moved,
        [...concerned].sort(),
      )
    }

    const built = nix.build(flake, CRATES)
    checks.true(
      'what is built lies where its store path said',
      CRATES.every((name, index) => built[index]?.endsWith(before[name] ?? ' ')),
    )
    const compiled = CRATES.flatMap((name) => compiledCrates(nix, before[name] ?? ''))
    // What build scripts are made with is compiled for the machine that builds too, in the same build.
    checks.equal('each crate is compiled once', compiled.sort(), CRATES)
    checkProgram(checks, {
      repository,
      program: join(built[CRATES.indexOf('mixed-tool')] ?? '', 'bin/mixed'),
      directory,
    })

    const edited = repository.edited('crates/engine/src/lib.rs', comment('//'), () => {
      const after = storePaths()
      nix.build(flake, CRATES)
      return movedCrates(before, after).map((name) => [name, compiledCrates(nix, after[name] ?? '')])
    })
    checks.equal(
      'after an edit each crate that it concerns compiles itself only',
      edited,
      ON_ENGINE.map((name) => [name, [name]]),
    )

    checkOutputs(checks, { surroundings, flake, crates: CRATES })
    checkChecks(checks, { surroundings, repository, flake })
    checkStaleLock(checks, { surroundings, repository, flake })
  },
}

function comment(mark: string): (text: string) => string {
  return (text) => `${text}${mark} edited\n`
}

function checkCommand(checks: Checks, repository: RepositoryCopy): void {
  checks.equal('without a flake --check fails', repository.flake('--check').code, 1)
  checks.equal('nx-crane flake writes it', repository.flake().code, 0)
  checks.equal('then --check passes', repository.flake('--check'), {
    code: 0,
    output: 'the flake is up to date\n',
  })
  const own = repository.read('flake.nix').replace('{\n  inputs', '{\n  description = "mine";\n  inputs')
  repository.write('flake.nix', own)
  repository.write('nix/nx-crane/lib/old.nix', '{ }\n')
  repository.write('nix/nx-crane/crates.nix', '{ }\n')
  const { code, output } = repository.flake('--check')
  checks.true(
    '--check names what differs',
    code === 1 &&
      output.includes('out of date nix/nx-crane/crates.nix\n') &&
      output.includes('left over nix/nx-crane/lib/old.nix\n'),
    output,
  )
  repository.flake()
  checks.equal(
    'it is mended, and flake.nix stays a person’s',
    [repository.flake('--check').code, repository.read('flake.nix')],
    [0, own],
  )
}

function checkProgram(
  checks: Checks,
  { repository, program, directory }: { repository: RepositoryCopy; program: string; directory: string },
): void {
  const args = [
    'run',
    '--quiet',
    '--locked',
    '--release',
    '--target-dir',
    join(directory, 'target'),
    '-p',
    'mixed-tool',
  ]
  const expected = execFileSync('cargo', args, { cwd: repository.directory, encoding: 'utf8' })
  checks.equal(
    'the program prints what the one built by cargo prints',
    execFileSync(program, { encoding: 'utf8' }),
    expected,
  )
}

/** A lock that does not fit the manifests must not be mended in secret. */
function checkStaleLock(checks: Checks, { surroundings, repository, flake }: CheckedRepository): void {
  const stale = (text: string) => text.replace('version = "=0.15.5"', 'version = "=0.15.4"')
  const message = repository.edited('Cargo.toml', stale, () =>
    failureOf(() => surroundings.nix.build(flake, ['mixed-lone'])),
  )
  checks.true('a lock that does not fit the manifests fails the build', /hashbrown/.test(message), message)
  // Where there is something to take out, Cargo writes the next format.
  const older = (text: string) =>
    text
      .replace('version = 4', 'version = 3')
      .replace(/(name = "foldhash"\n(?:.*\n){3})/, '$1dependencies = [\n "hashbrown",\n]\n')
  const failure = repository.edited('Cargo.lock', older, () =>
    failureOf(() => surroundings.nix.build(flake, ['mixed-lone'])),
  )
  checks.equal('one of format 3 is built from', failure, '')
}
