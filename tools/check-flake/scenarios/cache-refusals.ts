import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checks } from '../../kit/checks'
import { type SharedCaches, trusting } from './cache-team'

/** What a cache has and Nix does not take is said, by the run too. */
export async function checkRefusals(checks: Checks, { team, first, keys }: SharedCaches): Promise<void> {
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
