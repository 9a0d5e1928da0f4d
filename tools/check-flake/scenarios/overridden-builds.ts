import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Checks } from '../../kit/checks'
import { movedCrates, type StorePaths } from '../built-crates'
import type { CheckedRepository } from '../scenario'
import { add, atTop, CARGO_CONFIG, type Edit, OVERRIDES, swap } from './override-edit'

interface OverriddenRepository extends CheckedRepository {
  /** The store paths of all builds as they are now, and before any edit. */
  readonly paths: () => StorePaths
  readonly before: StorePaths
  /** How the lock names the Git repository of packages. */
  readonly gitSource: string
}

/** What the overrides say is there: in derivations, in the shell, in what is built. */
export function checkOverriddenBuilds(checks: Checks, overridden: OverriddenRepository): void {
  checkInputs(checks, overridden)
  checkNearestValue(checks, overridden)
  checkProgram(checks, overridden)
}

/** Of what a derivation and the shell consist, where that cannot be seen in what is built here. */
function checkInputs(
  checks: Checks,
  { surroundings: { nix, system }, repository, flake, gitSource }: OverriddenRepository,
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
    repository.edited(CARGO_CONFIG, mold, () => names('other', 'nativeBuildInputs')).includes('mold'),
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
function checkNearestValue(checks: Checks, { repository, paths, before }: OverriddenRepository): void {
  const settled: Edit = (text) =>
    add('side.env.NATIVE_VALUE = "of side";')(text).replace(
      'noDefaultFeatures',
      'env.NATIVE_VALUE = "of app";\n      noDefaultFeatures',
    )
  const moved = repository.edited(OVERRIDES, settled, () => movedCrates(before, paths()))
  checks.equal('a crate settles what those beneath it do not agree on', moved, ['app', 'side'])
}

/** What the program says shows what it was built with. */
function checkProgram(checks: Checks, { surroundings: { nix, system }, flake }: OverriddenRepository): void {
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
