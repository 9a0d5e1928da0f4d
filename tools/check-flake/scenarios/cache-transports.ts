import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Checks } from '../../kit/checks'
import { type Server, serveBucket, serveFiles, serveStore } from './cache-servers'
import { originsIn, type SharedCaches, trusting } from './cache-team'

/** The same over the network, as far as there are servers. */
export async function checkTransports(checks: Checks, { team, first, keys }: SharedCaches): Promise<void> {
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
    ['s3', () => serveBucket(team.place('s3')), ''],
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

/** What the programs of Cachix and attic are given; their servers cannot be had here, so neither can what becomes of it. */
export async function checkUploaders(checks: Checks, { team, first }: SharedCaches): Promise<void> {
  const bin = team.place('bin')
  mkdirSync(bin)
  const told = team.place('told')
  for (const name of ['cachix', 'attic'])
    writeFileSync(join(bin, name), `#!/bin/sh\nprintf '%s\\n' ${name} "$@" >> '${told}'\n`, { mode: 0o755 })
  const env = { PATH: [bin, first.env.PATH].join(delimiter) }
  const results = []
  for (const address of ['cachix:our-team', 'attic:ci:our-team'])
    results.push(await first.cache(['push', '--to', address, 'base'], env))
  const words = readFileSync(told, 'utf8').replace(/(?:\/nix\/store\/\S+-base-\S+\n)+/g, 'PATHS\n')
  checks.equal(
    'Cachix and attic push by their own programs, which are given store paths',
    [results.map(({ code }) => code), words],
    [[0, 0], 'cachix\npush\nour-team\nPATHS\nattic\npush\nci:our-team\nPATHS\n'],
    results.map(({ output }) => output).join('\n'),
  )
}
