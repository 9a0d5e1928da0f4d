import { wasmObstacle } from '../../kit/wasm-obstacle'
import type { Scenario } from '../scenario'

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
    await checkOtherPlaces(workspace, checks)
  },
}

/** The package moves where its entry points and its script say, into two directories and under another name. */
async function checkOtherPlaces(
  workspace: Parameters<Scenario['run']>[0],
  checks: Parameters<Scenario['run']>[1],
): Promise<void> {
  const manifest = {
    name: '@mixed/shape',
    version: '0.1.0',
    main: 'nodejs/index.js',
    types: 'nodejs/index.d.ts',
    scripts: { wasm: 'wasm-pack build --target web --out-dir npm --out-name index' },
    nx: { includedScripts: [] },
  }
  await workspace.change('crates/shape/package.json', () => JSON.stringify(manifest))
  await workspace.remove('crates/shape/pkg')
  const moved = await workspace.runMany(BUILD)
  checks.equal(
    'the package lies where its package.json and its script say',
    ['nodejs/index.js', 'npm/index_bg.wasm', 'pkg'].map((path) => workspace.exists(`crates/shape/${path}`)),
    [true, true, false],
    moved.finished.output,
  )
  checks.equal('tsc and Node take it from there', await cornersOfFour(workspace), '20\n')
  await workspace.remove('crates/shape/nodejs')
  await workspace.remove('crates/shape/npm')
  const again = await workspace.runMany(BUILD)
  checks.equal(
    'both directories are what Nx keeps',
    [again.executed, workspace.exists('crates/shape/npm/index.js'), await cornersOfFour(workspace)],
    [[], true, '20\n'],
    again.finished.output,
  )
  await workspace.change('crates/base/src/lib.rs', (text) => text.replace('    5\n', '    6\n'))
  const changed = await workspace.runMany(BUILD)
  checks.equal(
    'and their content is what TypeScript is cached by',
    [changed.executed.includes(UI), await cornersOfFour(workspace)],
    [true, '24\n'],
    changed.finished.output,
  )

  await workspace.change('crates/shape/package.json', () =>
    JSON.stringify({ ...manifest, module: 'esm/shape.js' }),
  )
  // Nobody sees what the daemon prints: there the next run says it.
  const command = workspace.hasDaemon ? ['run', '@mixed/shape:key'] : ['show', 'projects']
  const graph = await workspace.nx(command)
  checks.true(
    'an entry point that nothing writes is told before anything is built',
    /crates\/shape\/package\.json:1: .*esm\/shape\.js.*written by the build of the crate/s.test(graph.output),
    graph.output,
  )
}

function cornersOfFour(workspace: Parameters<Scenario['run']>[0]): Promise<string> {
  const script = "import { corners } from '@mixed/shape'; console.log(corners(4))"
  return workspace.execute(process.execPath, ['--input-type=module', '-e', script])
}
