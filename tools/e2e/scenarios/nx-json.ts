import type { Scenario } from '../scenario'

const NAMED_INPUTS = { production: ['default', '!{projectRoot}/**/*.md'] }

const TARGET_DEFAULTS = {
  build: { cache: true, dependsOn: ['^build'], inputs: ['production', '^production'] },
  test: { cache: true },
}

const DEFAULTS_NOTICE = /targetDefaults "build" replace .*nx g nx-crane:init/

const BUILD = ['-t', 'build', '-p', 'base,lone,middle,testkit,tool']

/** The nx.json and the package.json that people have: defaults for `build`, and a script that builds the wasm. */
export const nxJson: Scenario = {
  name: 'nx.json',
  fixture: 'mixed',
  combinations: ['23.3.1 no daemon', '24.0.6 daemon'],
  async run(workspace, checks) {
    workspace.write(
      'nx.json',
      `${JSON.stringify({ ...workspace.json('nx.json'), namedInputs: NAMED_INPUTS, targetDefaults: TARGET_DEFAULTS }, null, 2)}\n`,
    )
    await workspace.change('crates/shape/package.json', (text) =>
      text.replace(
        '"private": true,',
        '"private": true,\n  "scripts": { "build": "wasm-pack build", "test": "echo none && exit 0" },',
      ),
    )
    const before = await workspace.runMany(BUILD)
    checks.equal('target defaults do not break the build', before.failed, [], before.finished.output)
    if (!workspace.hasDaemon) {
      // With a daemon the graph is made, and the message printed, in its process: it is in the daemon's log.
      const { output } = before.finished
      checks.true(
        'a message says that they are in the way, and how to mend it',
        DEFAULTS_NOTICE.test(output),
        output,
      )
    }

    await workspace.change('crates/base/src/lib.rs', (text) => text.replace('    3\n', '    4\n'))
    const rebuilt = await workspace.runMany(BUILD)
    checks.equal(
      'until then crates may be built too often, but never too seldom',
      await workspace.execute('crates/tool/dist/cargo/tool'),
      'six is 8\n',
      rebuilt.finished.output,
    )

    const generated = await workspace.nx(['g', 'nx-crane:init', '--skipInstall'])
    const mended = workspace.json('nx.json').targetDefaults as Record<string, unknown>
    checks.equal(
      'init shields the crates and keeps what is there',
      mended,
      {
        build: {
          ...TARGET_DEFAULTS.build,
          inputs: [
            'production',
            '^production',
            { dependentTasksOutputFiles: '**/pkg/**/*', transitive: true },
          ],
        },
        test: TARGET_DEFAULTS.test,
        'nx-crane:cargo': {},
        'nx-crane:noop': {},
      },
      generated.output,
    )
    const manifest = workspace.json('crates/shape/package.json')
    checks.equal(
      'and leaves the script as it is, but for one that does nothing',
      [manifest.nx, Object.keys(manifest.scripts as object)],
      [{ includedScripts: ['build'] }, ['build', 'test']],
      generated.output,
    )
    const project = await workspace.nx(['show', 'project', '@mixed/shape', '--json'])
    const { targets } = JSON.parse(project.stdout) as { targets: Record<string, { executor: string }> }
    checks.equal(
      'the crate’s target stands beside it, and in place of the one that does nothing',
      [targets.build, targets['cargo-build'], targets.test].map((target) => target?.executor),
      ['nx:run-script', 'nx-crane:noop', 'nx-crane:cargo'],
      project.output,
    )

    const files = ['nx.json', 'package.json', 'crates/shape/package.json', '.gitignore']
    const texts = files.map((file) => workspace.read(file))
    await workspace.nx(['g', 'nx-crane:init', '--skipInstall'])
    checks.equal(
      'a second init changes nothing',
      files.map((file) => workspace.read(file)),
      texts,
    )

    await workspace.settle()
    const after = await workspace.runMany(BUILD)
    checks.true('no message is left', !after.finished.output.includes('nx-crane:init'), after.finished.output)
    await workspace.change('crates/middle/src/lib.rs', (text) => text.replace('* 2', '* 3'))
    const edited = await workspace.runMany(BUILD)
    checks.equal(
      'an edit builds the crate and its dependents',
      edited.executed,
      ['middle:build', 'testkit:build', 'tool:build'],
      edited.finished.output,
    )
    checks.equal('and no other', edited.hits, ['base:build', 'lone:build'], edited.finished.output)
    checks.equal(
      'the binary has the change',
      await workspace.execute('crates/tool/dist/cargo/tool'),
      'six is 12\n',
    )
  },
}
