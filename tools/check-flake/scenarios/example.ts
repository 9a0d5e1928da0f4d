import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Checks } from '../../kit/checks'
import type { SandboxedNix } from '../../sandboxed-nix/sandboxed-nix'
import { seedCrates } from '../../sandboxed-nix/seed-crates'
import { buildPaths, compiledPackages, type StorePaths } from '../built-crates'
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
    checkCompilations(checks, {
      nix,
      flake,
      system,
      built: crates.map((crate) => [crate, storePaths[crate] ?? '']),
    })
    checkReuse(checks, { nix, flake, system })

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

interface Built {
  readonly nix: SandboxedNix
  readonly flake: string
  readonly system: string
}

/**
 * Of the crates, some ask for more features of what others use too: clap's macros for more of syn, which serde's are made
 * with. And some that share packages share no crate.
 */
function checkCompilations(
  checks: Checks,
  { nix, flake, system, built }: Built & { readonly built: readonly (readonly [string, string])[] },
): void {
  const given = nix.evaluate<Record<string, string[]>>(
    flake,
    `packages.${system}`,
    'builtins.mapAttrs (_: each: map toString each.dependencyArtifacts or [ ])',
  )
  const layers = [...new Set(Object.values(given).flat())].filter((path) => path.includes('-nx-crane-layer-'))
  const derivations = [...built.map(([, storePath]) => storePath), ...layers]
  const compiled = derivations.flatMap((path) => compiledPackages(nix, path)).sort()
  checks.equal('every crate and every package is compiled in one derivation', compiled, [
    ...new Set(compiled),
  ])
  checks.true(
    'every crate is compiled',
    built.every(([crate]) => compiled.some((each) => each.startsWith(`${crate} v`))),
    compiled.join(', '),
  )
}

/** Tests and clippy find what the crate uses compiled, or checked. */
function checkReuse(checks: Checks, { nix, flake, system }: Built): void {
  const paths = nix.evaluate<StorePaths>(flake, `storePaths.${system}.atlas-names`)
  nix.build(flake, [`checks.${system}.atlas-names-test`, `checks.${system}.atlas-names-clippy`])
  const of = (kind: string) => compiledPackages(nix, paths[kind] ?? '').map((each) => each.split(' ')[0])
  checks.equal('its tests are all that is compiled to test a crate', of('test'), ['atlas-names'])
  checks.equal('a crate is all that is checked to lint it', of('lint'), ['atlas-names'])
}
