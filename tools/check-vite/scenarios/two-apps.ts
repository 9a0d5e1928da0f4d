import { DevSession } from '../dev-session'
import type { Scenario } from '../scenario'

/** Two apps of one crate, each with a server: one replaces the package, the other, which accepts nothing, loads again. */
export const twoApps: Scenario = {
  name: 'two apps, a worker and a server',
  async run({ checks, workspace, ...context }) {
    await using app = await DevSession.start({ ...context, workspace, app: 'app' })
    await using other = await DevSession.start({ ...context, workspace, app: 'other' })
    await app.open()
    await other.open()
    await app.shows('revision', 0, 300)
    await other.shows('worker', 0, 300)
    await other.shows('web', 0)

    workspace.setRevision(7)
    await app.shows('revision', 7)
    await other.shows('worker', 7)
    await other.shows('web', 7)
    await other.shows('revision', 7)
    checks.true('an edit is seen by both, in the worker and by the glue for pages', true)
    checks.equal(
      'the one that accepts it is not loaded again',
      await app.value('[loads, replacements]'),
      [1, 1],
    )
    checks.equal('nothing was thrown', [app.faults, other.faults], [[], []])

    const render = async () => {
      const module = (await other.server.ssrLoadModule('/server.js')) as { render(): string }
      return module.render()
    }
    checks.equal('a server renders with it', await render(), 'revision 7')
    workspace.setRevision(0)
    await app.shows('revision', 0)
    await other.shows('worker', 0)
    checks.equal('and with the next', await render(), 'revision 0')
  },
}
