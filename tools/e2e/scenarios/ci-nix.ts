import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { NixStore, nixStoreObstacle } from '../../kit/nix-store'
import { CiMachine } from '../ci-machine'
import { runGithubJob } from '../github-job'
import type { Scenario } from '../scenario'
import { createRepository } from './ci'

/** The steps of the workflow that Nix builds with, in clean clones: one fills a cache, the other has nothing but that. */
export const ciNix: Scenario = {
  name: 'ci-nix',
  fixture: 'empty',
  combinations: ['23.3.1 no daemon'],
  obstacle: nixStoreObstacle,
  async run(workspace, checks, plugin) {
    const remote = await createRepository(workspace, plugin)
    const [machine, other] = [new CiMachine(), new CiMachine()]
    await workspace.command(['flake'])
    const store = await NixStore.open(workspace)
    const scratch = mkdtempSync(join(tmpdir(), 'nx-crane-e2e-cache-'))
    try {
      const keyFile = join(scratch, 'team.key')
      const made = await workspace.command(['cache', 'key', 'team-1', '--out', keyFile], store.env)
      const publicKey = /public key: (\S+)/.exec(made)?.[1] ?? ''
      const cache = `file://${scratch}/cache`
      const request = ['g', 'nx-crane:ci', '--cache', cache, '--publicKey', publicKey]
      const generated = await workspace.nx(request)
      checks.equal('nx g nx-crane:ci', generated.code, 0, generated.output)
      const event = { name: 'push', commit: await remote.push('main') } as const
      const secrets = { NX_CRANE_CACHE_KEY: readFileSync(keyFile, 'utf8') }
      const { NX_CRANE_BUILDER: _, ...env } = store.env
      const first = await runGithubJob(remote, machine, { event, env, secrets })
      checks.equal('all steps pass', first.failed, null, first.output)
      checks.true('the flake is checked', first.steps.includes('Check the Nix flake'), first.output)
      checks.true('Nix builds', /building base:build/.test(first.output), first.output)
      checks.true('and nothing asks for rustup', !machine.calls.includes('rustup'), machine.calls)
      const tasks = first.tasks?.executed.filter((id) => !id.startsWith('page:')) ?? []
      checks.true(
        'what was built is pushed, and the key is not printed',
        first.output.includes(`\npushed ${tasks.length} of `) &&
          !first.output.includes(secrets.NX_CRANE_CACHE_KEY.trim()),
        first.output,
      )

      const { NX_CRANE_BUILDER: __, ...empty } = store.emptyMachine('second')
      const second = await runGithubJob(remote, other, { event, env: empty })
      checks.equal('a clone with an empty store passes', second.failed, null, second.output)
      checks.equal(
        'it takes every task from the cache, compiles nothing and says so',
        [/nix: (.* tasks came from .*)/.exec(second.output)?.[1], second.tasks?.failed],
        [`${tasks.length} tasks came from ${cache}; nothing was compiled`, []],
        second.output,
      )
      checks.true(
        'and without the secret nothing is pushed',
        second.output.includes('nothing is pushed: there is no secret NX_CRANE_CACHE_KEY'),
        second.output,
      )
    } finally {
      for (const each of [machine, other]) each.dispose()
      store.dispose()
      remote.dispose()
      rmSync(scratch, { recursive: true, force: true })
    }
  },
}
