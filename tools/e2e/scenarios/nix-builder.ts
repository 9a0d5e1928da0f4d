import { lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Checks } from '../../kit/checks'
import { NixStore, nixStoreObstacle } from '../../kit/nix-store'
import { wasmObstacle } from '../../kit/wasm-obstacle'
import { keyFiles } from '../crate-keys'
import type { NxWorkspace } from '../nx-workspace'
import type { Scenario } from '../scenario'

const CRATES = ['base', 'lone', 'middle', 'testkit', 'tool']
const BUILD = ['-t', 'build', '-p', CRATES.join(',')]
const builds = (...crates: string[]) => crates.map((crate) => `${crate}:build`)

/** The crates, and tests of one, built by real Nix as derivations. */
export const nixBuilder: Scenario = {
  name: 'nix-builder',
  fixture: 'mixed',
  combinations: ['23.3.1 no daemon', '24.0.6 daemon'],
  obstacle: nixStoreObstacle,
  async run(workspace, checks) {
    await workspace.command(['flake'])
    const store = await NixStore.open(workspace)
    try {
      await tell(workspace, checks, store)
    } finally {
      store.dispose()
    }
  },
}

async function tell(workspace: NxWorkspace, checks: Checks, store: NixStore): Promise<void> {
  const first = await workspace.runMany(BUILD, store.env)
  checks.equal('Nix builds all crates', first.executed, builds(...CRATES), first.finished.output)
  checks.true(
    'and says what it is at',
    /\[\d\/5\] building lone:build/.test(first.finished.output) &&
      /\[5\/5\] \S+:build built in/.test(first.finished.output),
    first.finished.output,
  )
  checkBinary(workspace, checks, store)
  checks.equal('the binary runs', await workspace.execute('crates/tool/dist/cargo/tool'), 'six is 6\n')

  const second = await workspace.runMany(BUILD, store.envWithoutBuilds)
  checks.equal('the second run is all hits', second.hits, builds(...CRATES), second.finished.output)

  await forget(workspace)
  const found = await workspace.runMany(BUILD, store.envThroughNix)
  checks.equal(
    'without outputs and without Nx’s cache, all is in the store',
    [found.executed, (found.finished.output.match(/found in the Nix store/g) ?? []).length],
    [builds(...CRATES), CRATES.length],
    found.finished.output,
  )
  checks.equal('and copied from it', await workspace.execute('crates/tool/dist/cargo/tool'), 'six is 6\n')

  await checkFailure(workspace, checks, store)
  await checkInterruption(workspace, checks, store)
  await checkForeignFiles(workspace, checks, store)
  await checkBothBuilders(workspace, checks, store)
  if (!workspace.hasDaemon && (await wasmObstacle()) === null) await checkWasm(workspace, checks, store)
}

/** Byte for byte what is in the store, and nobody's but ours. */
function checkBinary(workspace: NxWorkspace, checks: Checks, store: NixStore): void {
  const [, key = ''] = keyFiles(workspace).find(([path]) => /\/tool-[^/]+\/build$/.test(path)) ?? []
  const [built = ''] = key.split('\n')
  const copy = join(workspace.root, 'crates/tool/dist/cargo/tool')
  const stats = lstatSync(copy)
  checks.equal(
    'the copy is a file that may be written and run',
    [stats.isFile(), (stats.mode & 0o700).toString(8)],
    [true, '700'],
  )
  checks.true(
    'it is what lies in the store under the path that was its key',
    readFileSync(copy).equals(readFileSync(store.place(`${built}/bin/tool`))),
  )
}

/** Takes away what tasks have left, and what Nx knows of it. */
async function forget(workspace: NxWorkspace): Promise<void> {
  for (const crate of CRATES) await workspace.remove(`crates/${crate}/dist`)
  await forgetNx(workspace)
}

async function checkFailure(workspace: NxWorkspace, checks: Checks, store: NixStore): Promise<void> {
  await workspace.change('crates/middle/src/lib.rs', (text) => text.replace('* 2', '* "two"'))
  await workspace.change('crates/lone/src/lib.rs', (text) => text.replace('true', 'false'))
  const broken = await workspace.runMany(BUILD, store.env)
  const { output } = broken.finished
  checks.equal(
    'a crate that does not compile fails its own task and those that need it',
    [broken.failed, broken.executed, broken.hits],
    [builds('middle', 'testkit', 'tool'), builds('lone'), builds('base')],
    output,
  )
  checks.true(
    'it shows what the compiler said, and where the whole log is',
    /error\[E0277\][\s\S]*the whole log: nix log \/nix\/store\/\S+-middle-0\.1\.0\.drv/.test(output),
    output,
  )
  checks.true(
    'those that need it say so',
    /not built because it needs middle:build, which failed/.test(output),
    output,
  )
  await workspace.change('crates/middle/src/lib.rs', (text) => text.replace('* "two"', '* 2'))
}

/** A build script that does not end by itself. */
const ENDLESS = 'fn main() { std::thread::sleep(std::time::Duration::from_secs(600)) }\n'

async function checkInterruption(workspace: NxWorkspace, checks: Checks, store: NixStore): Promise<void> {
  await workspace.change('crates/tool/build.rs', () => ENDLESS)
  const kept = readFileSync(join(workspace.root, 'crates/tool/dist/cargo/tool'))
  let builders = 0
  const interrupted = await workspace.interruptNx(['run', 'tool:build'], {
    env: store.env,
    when: /building tool:build/,
    before: async () => {
      builders = await store.builders('some')
    },
  })
  checks.true('Ctrl-C ends the run', interrupted.code !== 0, interrupted.output)
  checks.equal(
    'and the build that Nix has started',
    [builders > 0, await store.builders('none')],
    [true, 0],
    interrupted.output,
  )
  checks.true(
    'the outputs are as they were',
    readFileSync(join(workspace.root, 'crates/tool/dist/cargo/tool')).equals(kept),
  )
  await workspace.remove('crates/tool/build.rs')
}

async function checkForeignFiles(workspace: NxWorkspace, checks: Checks, store: NixStore): Promise<void> {
  const notes = join(workspace.root, 'crates/tool/dist/cargo/notes.rs')
  writeFileSync(notes, '// mine\n')
  await forgetNx(workspace)
  const refused = await workspace.runMany(['-t', 'build', '-p', 'tool'], store.env)
  checks.equal(
    'a directory with somebody’s work is not written to',
    refused.failed,
    builds('tool'),
    refused.finished.output,
  )
  checks.equal('the work is still there', readFileSync(notes, 'utf8'), '// mine\n')
}

async function forgetNx(workspace: NxWorkspace): Promise<void> {
  await workspace.nx(['reset', '--onlyCache'])
}

/** What is built by Nix, and what by cargo, can be said for each kind of target; one run has both. */
async function checkBothBuilders(workspace: NxWorkspace, checks: Checks, store: NixStore): Promise<void> {
  const options = { builder: 'nix', targets: { test: { builder: 'cargo' } } }
  await workspace.change('nx.json', (text) =>
    text.replace('"nx-crane"', JSON.stringify({ plugin: 'nx-crane', options })),
  )
  await workspace.change('crates/lone/src/lib.rs', (text) => text.replace('false', 'true && !false'))
  const both = await workspace.runMany(['-t', 'build,test', '-p', 'lone'], store.nix.env)
  const { output } = both.finished
  checks.equal('a run has tasks of both builders', both.executed, ['lone:build', 'lone:test'], output)
  checks.equal(
    'each is built by its own',
    [/building lone:build/.test(output), /building lone:test/.test(output), /running 0 tests/.test(output)],
    [true, false, true],
    output,
  )
}

const WASM = '@mixed/shape:wasm'
const UI = '@mixed/ui:build'

/** What is built on a wasm package is built anew when its bytes are others, not when the derivation is. */
async function checkWasm(workspace: NxWorkspace, checks: Checks, store: NixStore): Promise<void> {
  const build = ['-t', 'build', '-p', '@mixed/ui']
  const first = await workspace.runMany(build, store.env)
  checks.equal(
    'Nix builds the wasm package, and TypeScript is compiled against it',
    [first.executed.includes(WASM), first.executed.includes(UI)],
    [true, true],
    first.finished.output,
  )
  const script = "import { corners } from '@mixed/shape'; console.log(corners(4))"
  const corners = await workspace.execute(process.execPath, ['--input-type=module', '-e', script])
  checks.equal('the package works in Node', corners, '12\n')
  await workspace.change('crates/shape/src/lib.rs', (text) => `${text}// nothing\n`)
  const same = await workspace.runMany(build, store.env)
  checks.equal(
    'another derivation with the same bytes builds no TypeScript',
    [same.executed.includes(WASM), same.hits.includes(UI)],
    [true, true],
    same.finished.output,
  )
}
