import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checks } from '../../kit/checks'
import type { SandboxedNix } from '../../sandboxed-nix/sandboxed-nix'
import { failureOf } from '../built-crates'
import { REPOSITORY } from '../example-copy'

interface Flake {
  readonly nix: SandboxedNix
  readonly flake: string
  readonly system: string
  readonly crates: readonly string[]
}

/** What a person types who has this repository before them. */
export function checkFlakeCommands(checks: Checks, { nix, flake, system, crates }: Flake): void {
  checks.equal(
    'nix flake check passes for every system',
    failureOf(() => nix.flake(['flake', 'check', '--no-build', '--all-systems'], flake)),
    '',
  )
  const quick = crates.map((crate) => `checks.${system}.${crate}-fmt`)
  const whole = ['', '-test', '-clippy', '-doc'].map((suffix) => `checks.${system}.atlas-noise${suffix}`)
  checks.equal('its checks pass', nix.build(flake, [...quick, ...whole]).length, quick.length + whole.length)
  const shown = nix.flake(['flake', 'show', '--all-systems', '--json'], flake)
  checks.true(
    'nix flake show names the crates for every system',
    crates.every((crate) => shown.includes(`"${crate}"`)) && shown.includes('"aarch64-darwin"'),
    shown,
  )
  const version = nix.flake(['develop'], flake, ['--command', 'cargo', '--version'])
  checks.true('nix develop has a cargo', /^cargo \d+\.\d+/.test(version), version)
  checkLock(checks, { nix, flake })
}

/** Written by hand: where something were missing Nix would ask the network, and write another. */
function checkLock(checks: Checks, { nix, flake }: Pick<Flake, 'nix' | 'flake'>): void {
  const own = readFileSync(join(REPOSITORY, 'flake.lock'), 'utf8')
  const { locks } = JSON.parse(nix.metadata(flake)) as { locks: unknown }
  checks.equal('flake.lock is what Nix makes of flake.nix and it', `${JSON.stringify(locks, null, 2)}\n`, own)
}
