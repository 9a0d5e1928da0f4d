import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import type { Checks } from '../../e2e/checks'
import { buildPaths, compiledPackages, type StorePaths } from '../built-crates'
import { RepositoryCopy } from '../repository-copy'
import type { SandboxedNix } from '../sandboxed-nix'
import type { Scenario } from '../scenario'
import { seedCrates } from '../seed-crates'
import { compareLocks } from './locks'

const ROOT = join(__dirname, '..', '..', '..')

export const example: Scenario = {
  title: 'the crates of the example',
  run(checks, { nix, directory, system }) {
    const tracked = execFileSync('git', ['ls-files', '-z', 'Cargo.toml', 'Cargo.lock', 'apps/atlas-*'], {
      cwd: ROOT,
      encoding: 'utf8',
    })
    const repository = new RepositoryCopy(join(directory, 'repository'), {
      from: ROOT,
      files: tracked.split('\0').filter((file) => file !== ''),
    })
    const flake = `path:${repository.directory}`
    seedCrates(nix, { workspace: ROOT, staging: join(directory, 'crates') })
    checks.equal('nx-crane flake writes a flake', repository.flake().code, 0)
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
    checkCompilations(checks, { nix, flake, system, storePaths })
    checkReuse(checks, { nix, flake, system })

    const args = ['--seed', '7', '--width', '64', '--height', '48', '--json']
    const program = join(built[crates.indexOf('atlas-cli')] ?? '', 'bin', 'atlas')
    // With the profile and in the directory that development uses: there it is built already.
    const cargo = ['run', '--quiet', '--locked', '-p', 'atlas-cli', '--', ...args]
    checks.equal(
      'the program says what the one built by cargo says',
      JSON.parse(execFileSync(program, args, { encoding: 'utf8' })),
      JSON.parse(execFileSync('cargo', cargo, { cwd: ROOT, encoding: 'utf8' })),
    )
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
  { nix, flake, system, storePaths }: Built & { readonly storePaths: StorePaths },
): void {
  const given = nix.evaluate<Record<string, string[]>>(
    flake,
    `packages.${system}`,
    'builtins.mapAttrs (_: each: map toString each.dependencyArtifacts or [ ])',
  )
  const layers = [...new Set(Object.values(given).flat())].filter((path) => path.includes('-nx-crane-layer-'))
  const derivations = [...Object.values(storePaths), ...layers]
  const compiled = derivations.flatMap((path) => compiledPackages(nix, path)).sort()
  checks.equal('every crate and every package is compiled in one derivation', compiled, [
    ...new Set(compiled),
  ])
  checks.true(
    'every crate is compiled',
    Object.keys(storePaths).every((crate) => compiled.some((each) => each.startsWith(`${crate} v`))),
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
