import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import { seedCrates } from '../../sandboxed-nix/seed-crates'
import { buildPaths, compiledCrates } from '../built-crates'
import type { Scenario } from '../scenario'
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
    const crates = Object.keys(storePaths)
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
