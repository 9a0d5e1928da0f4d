import { join } from 'node:path'
import { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import { buildPaths, movedCrates } from '../built-crates'
import type { Scenario } from '../scenario'
import { checkOverriddenBuilds } from './overridden-builds'
import { add, atTop, CARGO_CONFIG, type Edit, OVERRIDES, swap } from './override-edit'
import { checkOverrideFaults } from './override-faults'
import { providePackages } from './packages-from-elsewhere'
import { checkWorkspace } from './workspace-checks'

const FIXTURE = join(__dirname, '..', 'fixtures', 'overrides')
const LIBRARY = join(__dirname, '..', '..', '..', 'packages', 'crane', 'nix', 'lib')
const ALL = ['app', 'native', 'other', 'side']

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
  ['flags in Cargo’s configuration', CARGO_CONFIG, swap('from_flags', 'other_flags'), ALL],
  ['a comment in Cargo’s configuration', CARGO_CONFIG, (text) => `${text}# edited\n`, []],
  ['where sources are replaced', CARGO_CONFIG, swap('does/not', 'did/not'), []],
  [
    'a wrapper and a directory',
    CARGO_CONFIG,
    (text) => text.replace('no-such', 'other').replace('else', 'no'),
    [],
  ],
]

export const overrides: Scenario = {
  title: 'overrides, native dependencies, packages from Git and from a registry, Cargo’s configuration',
  run(checks, surroundings) {
    const { nix, directory, system } = surroundings
    const repository = new RepositoryCopy(join(directory, 'repository'), { from: FIXTURE })
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
    const checked = { surroundings, repository, flake }
    checkOverriddenBuilds(checks, { ...checked, paths, before, gitSource })
    checkOverrideFaults(checks, { ...checked, paths, gitSource })
    checkWorkspace(checks, checked)
  },
}
