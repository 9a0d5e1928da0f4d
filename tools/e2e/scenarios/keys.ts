import type { Checks } from '../../kit/checks'
import type { RunTasks } from '../../kit/run-tasks'
import { wasmObstacle } from '../../kit/wasm-obstacle'
import { type Keys, keyFiles, printedKeys, unchangedKeys } from '../crate-keys'
import type { NxWorkspace } from '../nx-workspace'
import { bumpPebble } from '../pebble'
import { RecordedToolchain } from '../recorded-toolchain'
import type { Scenario } from '../scenario'

const builds = (...crates: string[]) => crates.map((crate) => `${crate}:build`)
const NATIVE = builds('base', 'labels', 'lone', 'report', 'scales', 'stamp', 'weigh', 'words')
const UI = '@exact/ui:build'
const WASM = '@exact/shape:wasm'

const EVERYTHING = ['-t', 'build']
const ALL_CRATES = ['-t', 'build', '--exclude', '@exact/ui']
const NATIVE_CRATES = ['-t', 'build', '--exclude', '@exact/*']

/** What is built again after an edit, what is not, and that compilers run for nothing else. */
export const keys: Scenario = {
  name: 'keys',
  fixture: 'exact',
  obstacle: wasmObstacle,
  async run(workspace, checks) {
    using toolchain = new RecordedToolchain()
    const story: Story = {
      workspace,
      checks,
      toolchain,
      run: (args, environment) => workspace.runMany(args, { ...toolchain.environment, ...environment }),
    }
    await buildAll(story)
    await editWhatNobodyReads(story)
    await bumpALockedCrate(story)
    await editWhatOnlyNxReads(story)
    await changeVariables(story)
    await changeTheCompiler(story)
    await checkOutElsewhere(story)
  },
}

interface Story {
  readonly workspace: NxWorkspace
  readonly checks: Checks
  readonly toolchain: RecordedToolchain
  run(args: readonly string[], environment?: NodeJS.ProcessEnv): Promise<RunTasks>
}

async function buildAll({ checks, toolchain, run }: Story): Promise<void> {
  const first = await run(EVERYTHING)
  checks.equal(
    'everything is built',
    [UI, WASM, ...NATIVE].filter((task) => !first.executed.includes(task)),
    [],
    first.finished.output,
  )
  const compiled = builds(...toolchain.takeCompiled())
  checks.equal(
    'by compilers whose calls are seen',
    NATIVE.filter((task) => !compiled.includes(task)),
    [],
    compiled.join(' '),
  )
}

async function editWhatNobodyReads({ workspace, checks, run }: Story): Promise<void> {
  await workspace.change('README.md', (text) => `${text}\nNew.\n`)
  await workspace.change('crates/base/README.md', (text) => `${text}\nNew.\n`)
  const readme = await run(EVERYTHING)
  checks.equal('READMEs: nothing is built', readme.executed, [], readme.finished.output)

  for (const crate of ['shape', 'base']) {
    await workspace.change(`crates/${crate}/src/lib.rs`, (text) => `// A comment.\n${text}`)
  }
  const comment = await run(EVERYTHING)
  checks.true(
    'comments in the wasm crate and below it do not build the TypeScript: the bytes are the same',
    comment.hits.includes(UI),
    comment.finished.output,
  )
}

async function bumpALockedCrate({ workspace, checks, run }: Story): Promise<void> {
  await workspace.change('Cargo.lock', (lock) => bumpPebble(lock, workspace))
  const bumped = await run(EVERYTHING)
  checks.equal(
    'a new version of a registry crate builds the crate that uses it and its dependent',
    bumped.executed,
    builds('scales', 'weigh'),
    bumped.finished.output,
  )
  const weight = await workspace.execute('crates/scales/dist/cargo/scales')
  checks.equal('which has the new version', weight, 'Hello: 220 g\n')
}

/** Nx makes a task miss for more reasons than its result has. */
async function editWhatOnlyNxReads(story: Story): Promise<void> {
  const { workspace } = story
  await workspace.change('nx.json', (text) => `${text}\n`)
  await restoreEverything('whitespace in nx.json', story)
  await workspace.change('.gitignore', (text) => `${text}*.log\n`)
  await workspace.change('crates/report/project.json', () =>
    JSON.stringify({ name: 'report', targets: { lint: { options: { allFeatures: true } } } }),
  )
  await restoreEverything('a line in .gitignore, an option of another target', story)
}

async function restoreEverything(reason: string, story: Story): Promise<void> {
  const { workspace, checks, toolchain, run } = story
  toolchain.takeCompiled()
  await workspace.remove('crates/report/dist')
  const { executed, finished } = await run(ALL_CRATES)
  checks.equal(`${reason}: no compiler runs`, toolchain.takeCompiled(), [], finished.output)
  const crates = [WASM, ...NATIVE]
  checks.equal(
    'Nx misses everything, and it is restored',
    [
      executed.filter((task) => crates.includes(task)),
      finished.output.split('restored from the result store').length - 1,
    ],
    [crates, crates.length],
    finished.output,
  )
  const binary = await workspace.execute('crates/report/dist/cargo/report')
  checks.equal('and works', binary, 'Hello small 3 first\n', finished.output)
}

/** No file changes, so that there is nothing a daemon could hear of. */
async function changeVariables(story: Story): Promise<void> {
  const { checks, run } = story
  const flags = { RUSTFLAGS: '--cfg flagged' }
  const before = await keysOf(story)
  const flagged = await run(NATIVE_CRATES, flags)
  checks.equal('RUSTFLAGS build all crates', flagged.executed, NATIVE, flagged.finished.output)
  checks.equal(
    'and are in all keys, of formats excepted',
    unchangedKeys(before, await keysOf(story, flags)).filter((task) => !task.endsWith(':format')),
    [],
  )
  const suffixed = await run(NATIVE_CRATES, { STAMP_SUFFIX: '!' })
  checks.equal(
    'a variable that a build script reads builds its crate and the dependent, RUSTFLAGS gone no other',
    suffixed.executed,
    builds('report', 'stamp'),
    suffixed.finished.output,
  )
}

/** Nor does a file of the workspace change here. */
async function changeTheCompiler(story: Story): Promise<void> {
  const { checks, toolchain, run } = story
  const before = await keysOf(story)
  toolchain.useOtherCompiler()
  const other = await run(NATIVE_CRATES)
  checks.equal('another rustc builds all crates', other.executed, NATIVE, other.finished.output)
  checks.equal('and is in all keys', unchangedKeys(before, await keysOf(story)), [])
  toolchain.useOwnCompiler()
  const again = await run(NATIVE_CRATES)
  checks.equal('with the first one everything is a hit', again.hits, NATIVE, again.finished.output)
  const chosen = await keysOf(story, toolchain.otherCompilerChosen)
  checks.equal('one that a wrapper chooses is in all keys too', unchangedKeys(before, chosen), [])
}

async function checkOutElsewhere(story: Story): Promise<void> {
  const { workspace, checks, toolchain } = story
  const other = await workspace.checkOut()
  try {
    const [here, there] = [await keysOf(story), await keysOf({ ...story, workspace: other })]
    checks.equal('another checkout has the same keys', there, here)
    const { finished } = await other.runMany(['-t', 'key'], toolchain.environment)
    const files = keyFiles(other)
    checks.true('a run writes key files there', files.length > NATIVE.length, finished.output)
    checks.equal('which are the same', files, keyFiles(workspace), finished.output)
  } finally {
    await other.dispose(false)
  }
}

function keysOf({ workspace, toolchain }: Story, environment: NodeJS.ProcessEnv = {}): Promise<Keys> {
  return printedKeys(workspace, { ...toolchain.environment, ...environment })
}
