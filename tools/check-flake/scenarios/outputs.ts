import { readdirSync } from 'node:fs'
import type { Checks } from '../../kit/checks'
import { failureOf, movedCrates, type StorePaths } from '../built-crates'
import type { CheckedRepository, Surroundings } from '../scenario'

/** What people call by name. */
export function checkOutputs(
  checks: Checks,
  { surroundings, flake, crates }: { surroundings: Surroundings; flake: string; crates: readonly string[] },
): void {
  const { nix, system } = surroundings
  checks.equal(
    'nix flake check --no-build passes',
    failureOf(() => nix.flake(['flake', 'check', '--no-build', '--all-systems'], flake)),
    '',
  )
  const shown = JSON.parse(nix.flake(['flake', 'show', '--all-systems', '--json'], flake)) as Record<
    string,
    unknown
  >
  const text = JSON.stringify(shown)
  checks.true(
    'nix flake show names the crates for every system',
    crates.every((name) => text.includes(`"${name}"`)) && text.includes('aarch64-darwin'),
    text,
  )
  const apps = nix.evaluate<Record<string, { program: string }>>(flake, `apps.${system}`)
  checks.equal('each program is an app, by its own name and by that of its crate', Object.keys(apps), [
    'apart',
    'mixed',
    'mixed-tool',
  ])
  const all = nix.build(flake, ['default'])[0] ?? ''
  checks.equal('the default package has all', readdirSync(all).sort(), crates)
}

/** The checks of a crate see its tests, and its settings of tools, and are about nothing else. */
export function checkChecks(checks: Checks, { surroundings, repository, flake }: CheckedRepository): void {
  const { nix, system } = surroundings
  const paths = () =>
    nix.evaluate<StorePaths>(flake, `checks.${system}`, 'builtins.mapAttrs (_: check: check.outPath)')
  const kinds = ['', '-test', '-clippy', '-fmt']
  const names = kinds.map((kind) => `checks.${system}.mixed-engine${kind}`)
  checks.equal(
    'the checks of a crate pass',
    nix.build(flake, [...names, `checks.${system}.mixed-tool-test`]).length,
    5,
  )
  const test = nix.log(paths()['mixed-engine-test'] ?? '')
  checks.true('its tests are run', /is_described \.\.\. ok/.test(test), test)
  const failing = (text: string) => text.replace('assert!(', 'assert!(!')
  const failure = repository.edited('crates/engine/tests/describe.rs', failing, () =>
    failureOf(() => nix.build(flake, [`checks.${system}.mixed-engine-test`])),
  )
  checks.true('a test that fails fails its check', failure.includes('is_described'), failure)
  const before = paths()
  const moved = (path: string, edit: (text: string) => string) =>
    repository.edited(path, edit, () => movedCrates(before, paths()))
  checks.equal(
    'an edit of a test moves the checks of its crate and no build',
    moved('crates/engine/tests/describe.rs', (text) => `${text}// edited\n`),
    ['mixed-engine-clippy', 'mixed-engine-fmt', 'mixed-engine-test'],
  )
}
