import { runProgram } from '../../kit/run-program'
import type { Scenario } from '../scenario'

/** npm and Cargo, and no Nx: the tarball is installed by npm itself, and the command does the rest. */
export const plainRepository: Scenario = {
  name: 'plain-repository',
  fixture: 'mixed',
  combinations: ['24.0.6 no daemon'],
  async run(workspace, checks, plugin) {
    for (const path of ['nx.json', '.gitignore', 'node_modules', 'packages']) await workspace.remove(path)
    const env = workspace.environment()
    const npm = (args: readonly string[]) =>
      runProgram('npm', [...args, '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'], {
        cwd: workspace.root,
        env,
        mayFail: true,
      })

    const installed = await npm(['install', '--save-dev', plugin.tarball])
    checks.equal('npm installs the tarball', installed.code, 0, installed.output)
    const command = (...args: string[]) =>
      runProgram(process.execPath, ['node_modules/.bin/nx-crane', ...args], {
        cwd: workspace.root,
        env,
        mayFail: true,
      })
    const initialised = await command('init')
    checks.equal('nx-crane init succeeds', initialised.code, 0, initialised.output)
    checks.equal(
      'it registers the plugin',
      workspace.json('nx.json').plugins,
      ['nx-crane'],
      initialised.output,
    )
    const dependencies = Object.keys(workspace.json('package.json').devDependencies as object)
    checks.equal('it adds Nx', dependencies.sort(), ['@nx/devkit', 'nx', 'nx-crane'], initialised.output)
    checks.equal('it ignores what tasks write', workspace.read('.gitignore').trim().split('\n'), [
      '.nx/cache',
      '.nx/workspace-data',
      'dist/',
      'node_modules/',
      'pkg/',
      'target/',
    ])
    const again = await command('init')
    checks.equal('a second time there is nothing to do', again.stdout, 'nothing to change\n', again.output)

    const build = ['-t', 'build', '-p', 'base,tool']
    const first = await workspace.runMany(build)
    checks.equal(
      'the crates that were asked for are built',
      first.executed,
      ['base:build', 'tool:build'],
      first.finished.output,
    )
    checks.equal(
      'with what they need of the others, which Cargo compiles',
      await workspace.execute('crates/tool/dist/cargo/tool'),
      'six is 6\n',
    )
    const second = await workspace.runMany(build)
    checks.equal('and then cached', second.hits, ['base:build', 'tool:build'], second.finished.output)

    await workspace.change('nx.json', () => '{ "analytics": false }\n')
    const added = await workspace.nx(['add', `nx-crane@file:${plugin.tarball}`])
    checks.equal(
      'nx add registers the plugin too',
      workspace.json('nx.json').plugins,
      ['nx-crane'],
      added.output,
    )
  },
}
