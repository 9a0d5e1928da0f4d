import type { Scenario } from '../scenario'

/** One manifest is a package and a workspace, and a package.json with a `build` script stands beside it. */
export const rootCrate: Scenario = {
  name: 'root-crate',
  fixture: 'root-crate',
  combinations: ['23.3.1 daemon', '24.0.6 no daemon'],
  async run(workspace, checks) {
    const generated = await workspace.nx(['g', 'nx-crane:init', '--skipInstall'])
    checks.equal(
      'init leaves the root’s scripts alone: Nx makes no targets of them',
      workspace.json('package.json').nx,
      undefined,
      generated.output,
    )
    checks.equal('the root crate is a project beside its members', await workspace.projects(), [
      'gear',
      'machine',
    ])

    const build = ['-t', 'build']
    const first = await workspace.runMany(build)
    checks.equal('both are built', first.executed, ['gear:build', 'machine:build'], first.finished.output)
    checks.equal('the root’s binary runs', await workspace.execute('dist/cargo/machine'), '12 teeth\n')

    await workspace.change('src/main.rs', (text) => text.replace('teeth"', 'teeth!"'))
    const root = await workspace.runMany(build)
    checks.equal(
      'an edit of the root crate builds it only',
      [root.executed, root.hits],
      [['machine:build'], ['gear:build']],
      root.finished.output,
    )

    await workspace.change('parts/gear/src/lib.rs', (text) => text.replace('12', '13'))
    const member = await workspace.runMany(build)
    checks.equal(
      'an edit of a member builds both',
      member.executed,
      ['gear:build', 'machine:build'],
      member.finished.output,
    )
    checks.equal(
      'the root’s binary has the change',
      await workspace.execute('dist/cargo/machine'),
      '13 teeth!\n',
    )
  },
}
