import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { Checks } from '../../kit/checks'
import type { Scenario } from '../scenario'
import { checkRefusals } from './cache-refusals'
import { CRATES, FILES, IDS, makeKeys, originsIn, type SharedCaches, Team, trusting } from './cache-team'
import { checkTransports, checkUploaders } from './cache-transports'

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
    await checkRefusals(checks, { team, first, keys })
    await checkTransports(checks, { team, first, keys })
    await checkUploaders(checks, { team, first, keys })
    await builders(checks, team)
  },
}

/** A signed cache gives an empty store everything. */
async function pushAndTake(checks: Checks, { team, first, keys }: SharedCaches): Promise<void> {
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
  const nothing = await second.cache(['push', '--to', url])
  checks.true(
    'a machine that has built nothing pushes nothing, which is no error',
    nothing.code === 0 &&
      /nothing to push/.test(nothing.output) &&
      !/pushed/.test(nothing.output.replace('not pushed', '')),
    nothing.output,
  )
  const { lines, outputs } = await second.build(CRATES)
  checks.equal(
    'an empty store takes all from it, compiles nothing and says so',
    [originsIn(outputs), lines.filter((line) => /building|built/.test(line)), lines.at(-1)],
    [
      IDS.map((id) => [id, `success: downloaded from ${url}`]),
      [],
      `nix: 6 tasks came from ${url}; nothing was compiled`,
    ],
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
