import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bundleCommand } from '../../../packages/nx/test-kit/bundle-command'
import type { Checks } from '../../kit/checks'
import { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import type { Surroundings } from '../scenario'
import { CacheMachine, KINDS } from './cache-machine'

export const FILES = {
  'Cargo.toml': '[workspace]\nresolver = "2"\nmembers = ["base", "app"]\n',
  'Cargo.lock':
    'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\ndependencies = ["base"]\n\n[[package]]\nname = "base"\nversion = "0.1.0"\n',
  'base/Cargo.toml': '[package]\nname = "base"\nversion = "0.1.0"\nedition = "2021"\n',
  'base/src/lib.rs': 'pub fn answer() -> u32 {\n    42\n}\n',
  'app/Cargo.toml':
    '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nbase = { path = "../base" }\n',
  'app/src/main.rs': 'fn main() {\n    println!("{}", base::answer());\n}\n',
  'nx.json':
    '{ "plugins": [{ "plugin": "nx-crane", "options": { "targets": { "doc": false, "format": false } } }] }\n',
}
export const CRATES = ['app', 'base']
export const IDS = CRATES.flatMap((crate) => KINDS.map((kind) => `${crate}:${kind}`)).sort()

/** Machines that work on one repository. */
export class Team implements Disposable {
  readonly repository: RepositoryCopy
  readonly surroundings: Surroundings
  readonly #bundle = bundleCommand()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.repository = new RepositoryCopy(this.place('repository'), { from: '', files: [] })
    for (const [path, text] of Object.entries(FILES)) this.repository.write(path, text)
    this.repository.flake()
  }

  place(name: string): string {
    return join(this.surroundings.directory, name)
  }

  machine(name: string, settings: readonly string[]): CacheMachine {
    const store = this.place(`store-${name}`)
    mkdirSync(store)
    const program = join(this.#bundle, 'bin.cjs')
    return new CacheMachine(this.repository, { nix: this.surroundings.nix, store, settings, program })
  }

  [Symbol.dispose](): void {
    rmSync(this.#bundle, { recursive: true })
  }
}

export interface Keys {
  /** Files with the secret keys. */
  readonly team: string
  readonly other: string
  /** Another key with the name of the team's. */
  readonly impostor: string
  readonly publicKey: string
}

/** What a part of the scenario is about. */
export interface SharedCaches {
  readonly team: Team
  readonly first: CacheMachine
  readonly keys: Keys
}

export async function makeKeys(checks: Checks, team: Team, first: CacheMachine): Promise<Keys> {
  const files = {
    team: team.place('team.key'),
    other: team.place('other.key'),
    impostor: team.place('impostor.key'),
  }
  const made = await first.cache(['key', 'team-1', '--out', files.team])
  const publicKey = /extra-trusted-public-keys = (team-1:\S{44})\n/.exec(made.output)?.[1] ?? ''
  const secret = readFileSync(files.team, 'utf8')
  checks.true(
    'a key is made that only its owner reads, and the public one is explained',
    publicKey !== '' && (statSync(files.team).mode & 0o777) === 0o600 && !made.output.includes(secret),
    made.output,
  )
  const again = await first.cache(['key', 'team-1', '--out', files.team])
  const inside = await first.cache(['key', 'team-1', '--out', join(team.repository.directory, 'team.key')])
  checks.true(
    'none is overwritten, and none is put where git would commit it',
    again.code === 1 &&
      readFileSync(files.team, 'utf8') === secret &&
      /git would commit it/.test(inside.output),
    again.output + inside.output,
  )
  await first.cache(['key', 'other-1', '--out', files.other])
  await first.cache(['key', 'team-1', '--out', files.impostor])
  return { ...files, publicKey }
}

/** Settings of a machine that uses one cache. */
export function trusting(url: string, { publicKey }: Keys): string[] {
  return [`substituters = ${url}`, `trusted-public-keys = ${publicKey}`]
}

/** Where each task has come from, sorted. */
export function originsIn(outputs: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(outputs)
    .map(([id, output]): [string, string] => [id, output.replace(/: \/nix\/store[\s\S]*/, '')])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
