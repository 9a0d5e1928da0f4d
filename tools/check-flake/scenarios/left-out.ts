import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import { failureOf } from '../built-crates'
import type { Scenario } from '../scenario'

const NAMES = ['app', 'bare', 'checks', 'fuzz', 'other']
const LOCKED = ['app', 'checks', 'other']

/** A repository with what cannot be built beside what can: as real ones have it, in test data, fuzz targets and examples. */
export const leftOut: Scenario = {
  title:
    'workspaces without a lock, manifests that are none, a crate that its lock does not hold, one with tests alone',
  run(checks, { nix, directory, system }) {
    mkdirSync(join(directory, 'empty'), { recursive: true })
    const repository = new RepositoryCopy(join(directory, 'repository'), {
      from: join(directory, 'empty'),
      files: [],
    })
    const flake = `path:${repository.directory}`
    writeRepository(repository)
    const { code, output } = repository.flake()
    checks.equal('the flake is written all the same', code, 0)

    const names = (attribute: string) =>
      nix.evaluate<string[]>(flake, `${attribute}.${system}`, 'builtins.attrNames')
    checks.equal('it has what can be built, and what a lock may come to hold', names('packages'), [
      'app',
      'checks',
      'default',
      'other',
    ])
    checks.equal('and the paths of these', names('storePaths'), LOCKED)
    const tasks = nix.taskPaths(repository.directory, [])
    checks.equal(
      'of the others Nx sees that they have no tasks',
      Object.entries(tasks).map(([manifest, crate]) => [manifest, Object.keys(crate.tasks).length]),
      NAMES.map((name) => [`${name}/Cargo.toml`, LOCKED.includes(name) ? 5 : 0]),
      output,
    )
    checks.equal(
      'nix flake check passes',
      failureOf(() => nix.flake(['flake', 'check', '--no-build'], flake)),
      '',
    )
    checks.equal(
      'what uses a crate without a lock of its own is built with it',
      nix.build(flake, ['app']).length,
      1,
    )
    const parts = ['checks', 'checks-test', 'checks-clippy', 'checks-doc', 'checks-fmt']
    checks.equal(
      'a crate with tests alone is built, tested, linted and documented',
      failureOf(() =>
        nix.build(
          flake,
          parts.map((part) => `checks.${system}.${part}`),
        ),
      ),
      '',
    )

    const bumped = (text: string) => text.replace('0.1.0', '0.2.0')
    repository.edited('other/Cargo.toml', bumped, () => {
      repository.flake()
      const stale = failureOf(() => nix.evaluate(flake, `storePaths.${system}.other.build`))
      checks.true(
        'a crate of another version than the lock has is told how to get there',
        stale.includes('Cargo.lock does not contain the crate other 0.2.0: run `cargo update --workspace`'),
        stale,
      )
      checks.true(
        'and is in nobody’s way',
        nix.evaluate<string>(flake, `storePaths.${system}.app.build`).startsWith('/nix/store/'),
      )
    })
  },
}

function writeRepository(repository: RepositoryCopy): void {
  const crate = (name: string, more: string) => {
    repository.write(
      `${name}/Cargo.toml`,
      `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${more}`,
    )
    repository.write(`${name}/src/lib.rs`, `pub const NAME: &str = "${name}";\n`)
  }
  repository.write(
    'Cargo.toml',
    '[workspace]\nresolver = "2"\nmembers = ["app", "checks", "other"]\nexclude = ["bare", "fuzz"]\n',
  )
  repository.write(
    'Cargo.lock',
    [
      'version = 4\n',
      '[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = [\n "bare",\n]\n',
      '[[package]]\nname = "bare"\nversion = "0.1.0"\n',
      '[[package]]\nname = "checks"\nversion = "0.1.0"\ndependencies = [\n "app",\n]\n',
      '[[package]]\nname = "other"\nversion = "0.1.0"\n',
    ].join('\n'),
  )
  crate('app', '[dependencies]\nbare = { path = "../bare" }\n')
  repository.write('app/src/lib.rs', 'pub use bare::NAME;\n')
  crate('other', '')
  crate('checks', '[dev-dependencies]\napp = { path = "../app" }\n')
  repository.remove('checks/src')
  repository.write('checks/tests/name.rs', '#[test]\nfn name() {\n    assert_eq!(app::NAME, "bare");\n}\n')
  crate('bare', '')
  crate('fuzz', '[dependencies]\napp = { path = "../app" }\n[workspace]\n')
  repository.write('app/tests/data/Cargo.toml', '[package\n')
}
