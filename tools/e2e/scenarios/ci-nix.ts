import { NixStore, nixStoreObstacle } from '../../kit/nix-store'
import { CiMachine } from '../ci-machine'
import { runGithubJob } from '../github-job'
import type { Scenario } from '../scenario'
import { createRepository } from './ci'

/** The steps of the workflow that Nix builds with, in clean clones. */
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
    try {
      const generated = await workspace.nx(['g', 'nx-crane:ci'])
      checks.equal('nx g nx-crane:ci', generated.code, 0, generated.output)
      const event = { name: 'push', commit: await remote.push('main') } as const
      const { NX_CRANE_BUILDER: _, ...env } = store.env
      const first = await runGithubJob(remote, machine, { event, env })
      checks.equal('all steps pass', first.failed, null, first.output)
      checks.true('the flake is checked', first.steps.includes('Check the Nix flake'), first.output)
      checks.true('Nix builds', /building base:build/.test(first.output), first.output)
      checks.true('and nothing asks for rustup', !machine.calls.includes('rustup'), machine.calls)

      const { NX_CRANE_BUILDER: __, ...withoutBuilds } = store.envWithoutBuilds
      const second = await runGithubJob(remote, other, { event, env: withoutBuilds })
      checks.equal('on another machine with that store, nothing is built', second.failed, null, second.output)
      checks.equal(
        'but everything comes from it',
        [second.tasks?.executed.includes('app:build'), second.tasks?.failed],
        [true, []],
        second.output,
      )
    } finally {
      for (const each of [machine, other]) each.dispose()
      store.dispose()
      remote.dispose()
    }
  },
}
