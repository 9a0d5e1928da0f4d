import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checks } from '../../kit/checks'
import { failureOf } from '../built-crates'
import type { CheckedRepository } from '../scenario'

/** cargo-deny and cargo-audit where the repository configures them, and what runs its tests. */
export function checkWorkspace(checks: Checks, checked: CheckedRepository): void {
  checkDeny(checks, checked)
  checkAudit(checks, checked)
  checkTestRunner(checks, checked)
}

function checkDeny(checks: Checks, { surroundings, repository, flake }: CheckedRepository): void {
  const { nix, system } = surroundings
  const built = () => failureOf(() => nix.build(flake, [`checks.${system}.cargo-deny`]))
  checks.equal('cargo-deny finds all that Cargo knows of the workspace', built(), '')
  const path = () => nix.evaluate<string>(flake, `checks.${system}.cargo-deny.outPath`)
  const before = path()
  const comment = (text: string) => `${text}// edited\n`
  checks.equal(
    'an edit of a source does not move it',
    repository.edited('crates/app/src/main.rs', comment, path),
    before,
  )
  checks.true(
    'an edit of what it is told does',
    repository.edited('deny.toml', (text) => text.replace('true', 'false'), path) !== before,
  )
}

function checkAudit(checks: Checks, { surroundings, repository, flake }: CheckedRepository): void {
  const { nix, system, directory } = surroundings
  const audit = `checks.${system}.cargo-audit`
  const derivation = () => nix.evaluate<string>(flake, `${audit}.drvPath`)
  repository.write('.cargo/audit.toml', '[advisories]\nignore = []\n')
  const message = failureOf(derivation)
  checks.true(
    'without the advisories cargo-audit says which input to add',
    message.includes('add to its `inputs`') && message.includes('github:rustsec/advisory-db'),
    message,
  )
  const advisories = join(directory, 'advisories')
  mkdirSync(advisories)
  writeFileSync(join(advisories, 'none.md'), '')
  const input = (text: string) =>
    text.replace(
      '  inputs = {\n',
      `  inputs = {\n    advisory-db = { url = "path:${advisories}"; flake = false; };\n`,
    )
  checks.true(
    'with them it is a check of the workspace',
    repository.edited('flake.nix', input, derivation).endsWith('-workspace-audit-0.0.0.drv'),
  )
  repository.remove('.cargo/audit.toml')
}

function checkTestRunner(checks: Checks, { surroundings, repository, flake }: CheckedRepository): void {
  const { nix, system } = surroundings
  const names = () =>
    nix.evaluate<string>(
      flake,
      `legacyPackages.${system}.tasks`,
      'tasks: [ tasks.app.test.name tasks.side.test.name ]',
    )
  const runner = (value: string) => (text: string) =>
    text.replace('root = ./.;', `root = ./.;\n      testRunner = "${value}";`)
  checks.equal('tests are run by Cargo', names(), ['app-test-1.0.0', 'side-test-1.0.0'])
  const chosen = ['app-nextest-1.0.0', 'side-nextest-1.0.0']
  checks.equal('or by nextest', repository.edited('flake.nix', runner('nextest'), names), chosen)
  const logs = repository.edited('flake.nix', runner('nextest'), () => {
    const tests = ['app', 'side'].map((crate) => `legacyPackages.${system}.tasks.${crate}.test`)
    nix.build(flake, tests)
    return tests.map((each) => nix.log(nix.evaluate<string>(flake, `${each}.outPath`)))
  })
  checks.equal(
    'beside nextest Cargo runs the tests in documentation, where there is a library',
    logs.map((log) => [/test result: ok/.test(log), /Doc-tests/.test(log)]),
    [
      [true, false],
      [true, true],
    ],
  )
  repository.write('.config/nextest.toml', '[profile.default]\nretries = 1\n')
  checks.equal('which is the choice where it is configured', names(), chosen)
  checks.equal('and Cargo can be chosen there', repository.edited('flake.nix', runner('cargo'), names), [
    'app-test-1.0.0',
    'side-test-1.0.0',
  ])
  repository.remove('.config/nextest.toml')
  const message = repository.edited('flake.nix', runner('best'), () => failureOf(names))
  checks.true(
    'another is an error',
    message.includes('`testRunner` is "best", but must be one of auto, cargo, nextest'),
    message,
  )
}
