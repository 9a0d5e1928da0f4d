import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { bundleCommand } from '../../../packages/nx/test-kit/bundle-command'
import type { Checks } from '../../kit/checks'
import { RepositoryCopy } from '../../sandboxed-nix/repository-copy'
import type { Scenario, Surroundings } from '../scenario'
import { CacheMachine, KINDS } from './cache-machine'
import { type Server, serveBucket, serveFiles, serveStore } from './cache-servers'

const FILES = {
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
const CRATES = ['app', 'base']
const IDS = CRATES.flatMap((crate) => KINDS.map((kind) => `${crate}:${kind}`)).sort()

/** One machine fills caches, others with empty stores use them. */
export const caches: Scenario = {
  title: 'caches of Nix that a team shares',
  async run(checks, surroundings) {
    using team = new Team(surroundings)
    const first = team.machine('first', [])
    const { outputs } = await first.build(CRATES)
    const failed = Object.entries(outputs).filter(([, output]) => !output.startsWith('success'))
    checks.equal('the first machine builds everything', failed, [])
    const keys = await makeKeys(checks, team, first)
    await pushAndTake(checks, { team, first, keys })
    await refusals(checks, { team, first, keys })
    await servers(checks, { team, first, keys })
    await builders(checks, team)
  },
}

class Team implements Disposable {
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

interface Keys {
  /** Files with the secret keys. */
  readonly team: string
  readonly other: string
  /** Another key with the name of the team's. */
  readonly impostor: string
  readonly publicKey: string
}

interface Case {
  readonly team: Team
  readonly first: CacheMachine
  readonly keys: Keys
}

async function makeKeys(checks: Checks, team: Team, first: CacheMachine): Promise<Keys> {
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

/** A signed cache gives an empty store everything. */
async function pushAndTake(checks: Checks, { team, first, keys }: Case): Promise<void> {
  const url = `file://${team.place('signed')}`
  const pull = {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_REF: 'refs/pull/1/merge',
    GITHUB_EVENT_NAME: 'pull_request',
  }
  const refused = await first.cache(['push', '--to', url, '--key-file', keys.team], pull)
  checks.true(
    'a pull request pushes nothing',
    refused.code === 1 && /pull request/.test(refused.output),
    refused.output,
  )
  const secret = readFileSync(keys.team, 'utf8')
  const pushed = await first.cache(['push', '--to', url], { NX_CRANE_CACHE_KEY: secret })
  checks.true(
    'all tasks are pushed, signed by the key of a variable, with what dependents are compiled with',
    pushed.code === 0 &&
      /^pushed 6 of 6 tasks \((?:[89]|\d\d) store paths\)/.test(pushed.output) &&
      !pushed.output.includes(secret),
    pushed.output,
  )
  const second = team.machine('second', trusting(url, keys))
  const checked = await second.cache(['check'])
  checks.equal(
    'cache check says that all of it would come from there',
    [checked.code, checked.output],
    [0, `${url}: has 6 of 6\n6 of 6 tasks would come from a cache; this machine's store has 0\n`],
  )
  const { lines, outputs } = await second.build(CRATES)
  checks.equal(
    'an empty store takes all from it and compiles nothing',
    [originsIn(outputs), lines.filter((line) => /building|built/.test(line))],
    [IDS.map((id) => [id, `success: downloaded from ${url}`]), []],
    lines.join('\n'),
  )
  const program = join(team.repository.directory, 'app/src/main.rs')
  writeFileSync(program, FILES['app/src/main.rs'].replace('{}', 'it is {}'))
  const third = team.machine('third', trusting(url, keys))
  const edited = await third.build(['app'])
  writeFileSync(program, FILES['app/src/main.rs'])
  const log = stripVTControlCharacters(edited.outputs['app:build'] ?? '')
  checks.equal(
    'after an edit only the crate itself is compiled: what it is compiled with comes from the cache',
    [[...log.matchAll(/Compiling (\S+)/g)].map(([, name]) => name), linesAbout(edited.lines, 'base')],
    [['app'], []],
    [...edited.lines, log].join('\n'),
  )
}

/** Who builds a crate has 4 s until it is said. */
function linesAbout(lines: readonly string[], crate: string): string[] {
  return lines.filter((line) => line.includes(`building ${crate}-`))
}

/** What a cache has and Nix does not take is said, by the run too. */
async function refusals(checks: Checks, { team, first, keys }: Case): Promise<void> {
  const url = (name: string) => `file://${team.place(name)}`
  const unsigned = await first.cache(['push', '--to', url('unsigned')])
  checks.true('who pushes without a key is told', /have no signature/.test(unsigned.output), unsigned.output)
  await first.cache(['push', '--to', url('other'), '--key-file', keys.other])
  await first.cache(['push', '--to', url('impostor'), '--key-file', keys.impostor, 'base'])
  mkdirSync(team.place('foreign'))
  writeFileSync(join(team.place('foreign'), 'nix-cache-info'), 'StoreDir: /foo/store\n')
  mkdirSync(team.place('empty'))
  const rows = [
    ['unsigned', /refused, as it has no signature \(push it with --key-file\): app:build/],
    ['other', /refused, as it is signed by "other-1", which is not in `trusted-public-keys`/],
    [
      'impostor',
      /refused, as its signature is not by the "team-1" in `trusted-public-keys`[^:]*: base:build/,
    ],
    ['empty', /has 0 of 6\n {2}not there: app:build/],
    ['foreign', /for Nix stores with prefix '\/foo\/store'/],
    ['nowhere', /no such directory/],
  ] as const
  const names = rows.map(([name]) => name)
  const settings = [`substituters = ${names.map(url).join(' ')}`, trusting('', keys)[1] ?? '']
  const { code, output } = await team.machine('checks', settings).cache(['check'])
  for (const [name, text] of rows) {
    const own = output.split(/^(?=\S)/m).find((part) => part.startsWith(`${url(name)}: `)) ?? ''
    checks.true(`cache check of a cache that is ${name} says so`, code === 1 && text.test(own), output)
  }
  const unlisted = await first.cache(['check', '--from', url('signed'), '--json'])
  checks.true('one that is not listed too', /"notAsked":"not-listed"/.test(unlisted.output), unlisted.output)

  for (const [name, text] of [
    ['unsigned', 'it has no signature'],
    ['other', 'Add "other-1:…" there if you trust it'],
  ] as const) {
    const { lines } = await team.machine(`run-${name}`, trusting(url(name), keys)).build(['base'])
    const said = lines.filter((line) => line.includes(url(name)))
    checks.true(
      `a run says once that it builds what is in a cache that is ${name}`,
      said.length === 1 && said[0]?.includes(text) === true,
      lines.join('\n'),
    )
  }
  await first.cache(['push', '--to', url('unsigned'), '--key-file', keys.team])
  const mended = await team.machine('mended', trusting(url('unsigned'), keys)).cache(['check'])
  checks.equal('pushed again with a key, all of it counts', mended.code, 0, mended.output)
}

/** The same over the network, as far as there are servers. */
async function servers(checks: Checks, { team, first, keys }: Case): Promise<void> {
  const { nix } = team.surroundings
  const kinds: readonly (readonly [string, () => Promise<Server | null>, string])[] = [
    ['http', () => serveFiles(team.place('http')), ''],
    [
      'ssh-ng',
      () =>
        serveStore(nix, {
          directory: team.place('ssh'),
          store: team.place('store-ssh'),
          publicKey: keys.publicKey,
        }),
      'openssh-server',
    ],
    ['s3', () => serveBucket(team.place('s3')), 'moto (pip install "moto[server]")'],
  ]
  for (const [name, serve, needed] of kinds) {
    await using server = await serve()
    if (server === null) {
      checks.lines.push(`- ${name} is not checked: there is no ${needed} here`)
      continue
    }
    const pushed = await first.cache(['push', '--to', server.url, '--key-file', keys.team], server.env)
    const reader = team.machine(`reads-${name}`, trusting(server.url, keys))
    Object.assign(reader.env, server.env)
    const checked = await reader.cache(['check', '--from', server.url])
    const { outputs } = await reader.build(['app'])
    checks.true(
      `${name}: what is pushed is there, is signed and is taken`,
      pushed.code === 0 &&
        checked.code === 0 &&
        originsIn(outputs).every(([, how]) => /^success: downloaded/.test(how)),
      [pushed.output, checked.output, JSON.stringify(outputs)].join('\n'),
    )
  }
}

/** A run whose machine may not build says which does. */
async function builders(checks: Checks, team: Team): Promise<void> {
  const { system } = team.surroundings
  const builder = team.place('store-builder')
  mkdirSync(builder)
  const machine = team.machine('sends', ['max-jobs = 0', `builders = ${builder} ${system}`])
  const { lines, outputs } = await machine.build(['base'])
  checks.true(
    'a run with another machine as builder says that it builds there',
    lines.some((line) => line.endsWith(`building base:build on local://${builder}`)) &&
      lines.some((line) => line.includes(`base:build built on local://${builder} in `)),
    [...lines, JSON.stringify(outputs)].join('\n'),
  )
}

function trusting(url: string, { publicKey }: Keys): string[] {
  return [`substituters = ${url}`, `trusted-public-keys = ${publicKey}`]
}

function originsIn(outputs: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(outputs)
    .map(([id, output]): [string, string] => [id, output.replace(/: \/nix\/store[\s\S]*/, '')])
    .sort(([a], [b]) => (a < b ? -1 : 1))
}
