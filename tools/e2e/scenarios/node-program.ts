import { RunningProgram } from '../../kit/running-program'
import { wasmObstacle } from '../../kit/wasm-obstacle'
import type { Scenario } from '../scenario'

const BASE = 'crates/base/src/lib.rs'

/** `nx watch` beside `node --watch`: an edit of a crate builds the package once, and the program starts again once with it. */
export const nodeProgram: Scenario = {
  name: 'node-program',
  fixture: 'mixed',
  combinations: ['23.3.1 daemon', '24.0.6 daemon'],
  obstacle: wasmObstacle,
  async run(workspace, checks) {
    await workspace.change('crates/shape/Cargo.toml', (text) =>
      text.replace('../base', '../middle').replace('base =', 'middle ='),
    )
    await workspace.change('crates/shape/src/lib.rs', (text) =>
      text.replace('base::three()', 'middle::six()'),
    )
    workspace.write(
      'server.mjs',
      [
        "import { corners } from '@mixed/shape'",
        "console.log('corners: ' + corners(4))",
        'setInterval(() => {}, 1_000)',
      ].join('\n'),
    )
    const watch = ['watch', '--projects=@mixed/shape', '--includeDependencies', '--initialRun', '--verbose']
    await using builds = workspace.startNx([...watch, '--', 'npx', 'nx', 'run', '@mixed/shape:wasm'])
    await builds.printed(/watch process waiting/, { seconds: 300 })
    await using program = new RunningProgram(['--watch', 'server.mjs'], {
      cwd: workspace.root,
      env: workspace.environment(),
    })
    await program.printed(/corners: 24\n/)
    const number = (from: string, to: string) =>
      workspace.change(BASE, (text) => text.replace(new RegExp(`^    ${from}$`, 'm'), `    ${to}`))

    await number('3', '5')
    await program.printed(/corners: 40\n/)
    checks.true('an edit two crates below starts the program again with what it says now', true)
    const from = builds.output.length
    await number('5', '"five"')
    const told = await builds.printed(/Ran target wasm|Failed tasks/i, { from })
    checks.true(
      'what does not compile is told with its place',
      told.includes(`${BASE}:4:`) && told.includes('mismatched types'),
      told,
    )
    await number('"five"', '7')
    await program.printed(/corners: 56\n/)
    await number('7', '3')
    await program.printed(/corners: 24\n/, { count: 2 })
    checks.equal(
      'it was started once for each edit that compiles, the last of which the cache had',
      program.output.match(/corners: \d+|[A-Z]\w*Error\b.*/g),
      ['corners: 24', 'corners: 40', 'corners: 56', 'corners: 24'],
      `${program.output}\n${builds.output}`,
    )
  },
}
