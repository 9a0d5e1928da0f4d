import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { seedCrates } from '../../sandboxed-nix/seed-crates'
import { buildPaths, compiledCrates } from '../built-crates'
import { copyOfExample, REPOSITORY } from '../example-copy'
import type { Scenario } from '../scenario'
import { checkFlakeCommands } from './flake-commands'
import { compareLocks } from './locks'
import { checkTaskPaths } from './task-paths'

const ARGS = ['--seed', '7', '--width', '64', '--height', '48', '--json']

export const example: Scenario = {
  title: "the crates of the example, with this repository's own flake",
  run(checks, { nix, directory, system }) {
    const repository = copyOfExample(join(directory, 'repository'))
    const flake = `path:${repository.directory}`
    seedCrates(nix, { workspace: REPOSITORY, staging: join(directory, 'crates') })
    checks.equal('the flake is up to date', repository.flake('--check').code, 0)
    compareLocks(checks, { nix, repository, workspace: '' })

    const storePaths = buildPaths(nix, { flake, system })
    const isWasm = nix.evaluate<Record<string, boolean>>(
      flake,
      `storePaths.${system}`,
      'builtins.mapAttrs (_: paths: paths ? wasm)',
    )
    // The scenario of wasm packages builds those.
    const crates = Object.keys(storePaths).filter((crate) => !isWasm[crate])
    const built = nix.build(flake, crates)
    checks.equal('every crate is built', built.length, crates.length)
    const compiled = crates.flatMap((crate) => compiledCrates(nix, storePaths[crate] ?? ''))
    checks.true(
      'every crate compiles itself',
      crates.every((crate) => compiled.includes(crate)),
    )
    // Which features the crates from elsewhere have depends on who is built, and what is made of them with it.
    console.log(
      `     ${compiled.length} compilations of ${crates.length} crates: one for each set of features`,
    )

    // With the profile and in the directory that development uses: there it is built already.
    const cargo = ['run', '--quiet', '--locked', '-p', 'atlas-cli', '--', ...ARGS]
    checks.equal(
      'nix run says what the program built by cargo says',
      JSON.parse(nix.flake(['run'], `${flake}#atlas-cli`, ['--', ...ARGS])),
      JSON.parse(execFileSync('cargo', cargo, { cwd: REPOSITORY, encoding: 'utf8' })),
    )
    checkFlakeCommands(checks, { nix, flake, system, crates })
    checkTaskPaths(checks, { nix, repository, system, built: crates })
  },
}
