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
