import type { Scenario } from '../scenario'
import { wasmObstacle } from '../wasm-obstacle'

const BUILD = ['-t', 'build', '-p', '@mixed/ui']
const UI = '@mixed/ui:build'
const WASM = '@mixed/shape:wasm'

/** A TypeScript package that imports a wasm crate. Needs a compiler that has the wasm32 standard library. */
export const wasm: Scenario = {
  name: 'wasm',
  fixture: 'mixed',
  combinations: ['23.3.1 no daemon', '24.0.6 daemon'],
  obstacle: wasmObstacle,
  async run(workspace, checks) {
    const first = await workspace.runMany(BUILD)
    checks.equal(
      'the wasm package is built before the TypeScript',
      [first.executed.includes(WASM), first.executed.includes(UI)],
      [true, true],
      first.finished.output,
    )
    checks.true(
      'tsc has compiled against it',
      workspace.exists('packages/ui/dist/index.js'),
      first.finished.output,
    )
    checks.equal('the package works in Node', await cornersOfFour(workspace), '12\n')

    await workspace.remove('crates/shape/pkg')
    const second = await workspace.runMany(BUILD)
    checks.equal(
      'the second build is all hits',
      [second.executed, second.hits.includes(WASM), second.hits.includes(UI)],
      [[], true, true],
      second.finished.output,
    )
    checks.equal('and brings the package back', await cornersOfFour(workspace), '12\n')

    await workspace.change('crates/base/src/lib.rs', (text) => text.replace('    3\n', '    5\n'))
    const changed = await workspace.runMany(BUILD)
    checks.equal(
      'a change below the wasm crate builds both',
      [changed.executed.includes(WASM), changed.executed.includes(UI)],
      [true, true],
      changed.finished.output,
    )
    checks.equal('the package has the change', await cornersOfFour(workspace), '20\n')
  },
}

function cornersOfFour(workspace: Parameters<Scenario['run']>[0]): Promise<string> {
  const script = "import { corners } from '@mixed/shape'; console.log(corners(4))"
  return workspace.execute(process.execPath, ['--input-type=module', '-e', script])
}
