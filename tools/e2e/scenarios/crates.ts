import { CRATE_TASK_KINDS, TARGETS } from '@nx-crane/cargo'
import type { Scenario } from '../scenario'

const CRATES = ['base', 'lone', 'middle', 'testkit', 'tool']
const BUILD = ['-t', 'build', '-p', CRATES.join(',')]
/** What cargo does with every crate. */
const CACHED = CRATE_TASK_KINDS.filter((kind) => TARGETS[kind].cached && TARGETS[kind].of === 'every crate')
const builds = (...crates: string[]) => crates.map((crate) => `${crate}:build`)

/** The life of a few crates, `middle` and `testkit` depending on each other by a dev-dependency. */
export const crates: Scenario = {
  name: 'crates',
  fixture: 'mixed',
  async run(workspace, checks) {
    const projects = await workspace.projects()
    checks.equal(
      'a crate and the npm package beside it are one project',
      projects.filter(isOfCrateOrPackage),
      ['@mixed/shape', '@mixed/ui', ...CRATES],
    )
    checks.equal(
      'crates depend on crates, and the TypeScript package on the wasm crate',
      await workspace.edges(),
      [
        '@mixed/shape → base',
        '@mixed/ui → @mixed/shape',
        'middle → base',
        'middle → testkit',
        'testkit → middle',
        'tool → middle',
      ],
    )

    const first = await workspace.runMany(BUILD)
    checks.equal(
      'all crates are built, a dev-dependency cycle among them',
      first.executed,
      builds(...CRATES),
      first.finished.output,
    )
    checks.equal('the binary runs', await outputOf(workspace, 'tool'), 'six is 6\n')

    await workspace.remove('crates/tool/dist')
    const second = await workspace.runMany(BUILD)
    checks.equal('the second build is all hits', second.hits, builds(...CRATES), second.finished.output)
    checks.equal('and brings the binary back', await outputOf(workspace, 'tool'), 'six is 6\n')

    await workspace.change('crates/base/README.md', () => '# base\n')
    const readme = await workspace.runMany(BUILD)
    checks.equal('a README changes nothing', readme.hits, builds(...CRATES), readme.finished.output)

    await workspace.change('crates/base/src/lib.rs', (text) => text.replace('    3\n', '    4\n'))
    const edited = await workspace.runMany(BUILD)
    checks.equal(
      'an edited crate and its dependents are built',
      edited.executed,
      builds('base', 'middle', 'testkit', 'tool'),
      edited.finished.output,
    )
    checks.equal('and no other', edited.hits, builds('lone'), edited.finished.output)
    checks.equal('the binary has the change', await outputOf(workspace, 'tool'), 'six is 8\n')

    const tested = await workspace.runMany(['-t', 'test', '-p', 'lone,middle'])
    checks.equal(
      'tests run across the dev-dependency cycle',
      tested.executed,
      ['lone:test', 'middle:test'],
      tested.finished.output,
    )

    const every = ['-t', CACHED.join(','), '-p', 'lone']
    const all = CACHED.map((kind) => `lone:${kind}`).sort()
    await workspace.runMany(every)
    const kept = await workspace.runMany(every)
    checks.equal('what nothing has changed for is a hit, of each kind', kept.hits, all, kept.finished.output)
    await workspace.change('crates/lone/src/lib.rs', (text) => `${text}\n// Another one.\n`)
    const anew = await workspace.runMany(every)
    checks.equal('and runs again after an edit', anew.executed, all, anew.finished.output)

    await workspace.change('crates/lone/src/lib.rs', (text) => text.replace('true', 'false'))
    await workspace.change('crates/middle/src/lib.rs', (text) => text.replace('* 2', '* "two"'))
    const broken = await workspace.runMany(BUILD)
    checks.true('a broken crate fails the run', broken.finished.code !== 0, broken.finished.output)
    checks.true('and its own task', broken.failed.includes('middle:build'), broken.finished.output)
    checks.true(
      'with what the compiler says',
      broken.finished.output.includes('cannot multiply'),
      broken.finished.output,
    )
    checks.equal(
      'its neighbours are built all the same',
      [broken.executed, broken.hits],
      [builds('lone'), builds('base')],
      broken.finished.output,
    )

    await workspace.change('crates/middle/src/lib.rs', (text) => text.replace('* "two"', '* 2'))
    const mended = await workspace.runMany(BUILD)
    checks.equal('mended, everything is as it was', mended.hits, builds(...CRATES), mended.finished.output)

    const sources = workspace.read('crates/lone/src/lib.rs')
    const manifest = workspace.read('crates/lone/Cargo.toml')
    await workspace.remove('crates/lone')
    checks.equal('a removed crate is no project', (await workspace.projects()).includes('lone'), false)
    const without = await workspace.runMany(['-t', 'build', '-p', 'base,middle,testkit,tool'])
    checks.equal(
      'and nobody else is built again',
      without.hits,
      builds('base', 'middle', 'testkit', 'tool'),
      without.finished.output,
    )

    workspace.write('crates/lone/src/lib.rs', sources)
    await workspace.change('crates/lone/Cargo.toml', () => manifest)
    checks.equal('put back, it is one again', (await workspace.projects()).includes('lone'), true)
  },
}

/** Whether the root's package.json is a project is Nx's affair; that of the Cargo workspace is another scenario's. */
function isOfCrateOrPackage(project: string): boolean {
  return project !== 'mixed' && project !== 'cargo-workspace'
}

function outputOf(workspace: Parameters<Scenario['run']>[0], binary: string): Promise<string> {
  return workspace.execute(`crates/${binary}/dist/cargo/${binary}`)
}
