import { wasmObstacle } from '../../kit/wasm-obstacle'
import { HiddenCaches } from '../hidden-caches'
import type { NxWorkspace } from '../nx-workspace'
import { differences, type Outputs, readOutputs } from '../outputs'
import { bumpPebble } from '../pebble'
import type { Scenario } from '../scenario'

const builds = (...crates: string[]) => crates.map((crate) => `${crate}:build`)
const NATIVE = builds('base', 'labels', 'lone', 'report', 'scales', 'stamp', 'weigh', 'words')

interface Edit {
  readonly what: string
  readonly file: string
  readonly edit: (text: string, workspace: NxWorkspace) => string
  /** Those of the native crates that run, to be built or restored; the others are Nx's hits. */
  readonly run: readonly string[]
  /**
   * The wasm package and the TypeScript are built from nothing too. They cost far more than all else, and what earlier edits
   * should have changed in them is seen here.
   */
  readonly all?: true
}

const EDITS: readonly Edit[] = [
  {
    what: 'the source of a crate that others need',
    file: 'crates/base/src/lib.rs',
    edit: (text) => text.replace('3\n', '4\n'),
    run: builds('base', 'report'),
  },
  {
    what: 'the source of a binary',
    file: 'crates/report/src/main.rs',
    edit: (text) => text.replace('{stamp}', '{stamp}!'),
    run: builds('report'),
  },
  {
    what: 'the features of a dependency, which another crate has without them',
    file: 'crates/report/Cargo.toml',
    edit: (text) => text.replace('"../words"', '"../words", features = ["loud"]'),
    run: builds('report'),
  },
  {
    what: 'a text that a source includes',
    file: 'crates/words/greeting.txt',
    edit: (text) => text.replace('Hello', 'Good morning'),
    run: builds('report', 'scales', 'words'),
  },
  {
    what: 'a file that a build script reads',
    file: 'crates/stamp/stamp.txt',
    edit: (text) => text.replace('first', 'second'),
    run: builds('report', 'stamp'),
  },
  {
    what: 'the source of a procedural macro',
    file: 'crates/labels/src/lib.rs',
    edit: (text) => text.replace('small', 'large'),
    run: builds('labels', 'report'),
  },
  { what: 'a README', file: 'crates/base/README.md', edit: (text) => `${text}\nNew.\n`, run: [] },
  {
    what: 'a comment that moves lines',
    file: 'crates/base/src/lib.rs',
    edit: (text) => `// A comment.\n${text}`,
    run: builds('base', 'report'),
  },
  { what: 'whitespace in nx.json', file: 'nx.json', edit: (text) => `${text}\n`, run: NATIVE },
  {
    what: 'a profile',
    file: 'Cargo.toml',
    edit: (text) => `${text}\n[profile.dev]\nopt-level = 1\n`,
    run: NATIVE,
  },
  {
    what: 'a new version of a registry crate',
    file: 'Cargo.lock',
    edit: bumpPebble,
    run: builds('scales', 'weigh'),
    all: true,
  },
]

/** With the caches in force every edit leaves, byte for byte, what a build from nothing in the same directory makes. */
export const sameBytes: Scenario = {
  name: 'same-bytes',
  fixture: 'exact',
  combinations: ['23.3.1 no daemon'],
  obstacle: wasmObstacle,
  async run(workspace, checks) {
    const texts = new Map(EDITS.map(({ file }) => [file, workspace.read(file)]))
    await workspace.runMany(['-t', 'build'])
    const first = readOutputs(workspace)
    const twice = await buildFromNothing(workspace, true)
    checks.equal('two builds from nothing do not differ', differences(first, twice), [])

    for (const { what, file, edit, run, all = false } of EDITS) {
      await workspace.change(file, (text) => edit(text, workspace))
      const { executed, failed, finished } = await workspace.runMany(['-t', 'build'])
      const native = executed.filter((task) => NATIVE.includes(task))
      checks.equal(`${what}: runs what it should`, [native, failed], [run, []], finished.output)
      const outputs = readOutputs(workspace)
      const fromNothing = await buildFromNothing(workspace, all)
      const compared = new Map([...outputs].filter(([path]) => all || isNative(path)))
      checks.equal('and leaves what a build from nothing makes', differences(compared, fromNothing), [])
    }

    for (const [file, text] of texts) workspace.write(file, text)
    const undone = await workspace.runMany(['-t', 'build'])
    checks.equal('all edits undone: nothing runs', undone.executed, [], undone.finished.output)
    checks.equal('and what was there first is back', differences(first, readOutputs(workspace)), [])
  },
}

/** Nothing is kept of it. */
async function buildFromNothing(workspace: NxWorkspace, all: boolean): Promise<Outputs> {
  using _hidden = new HiddenCaches(workspace)
  const scope = all ? [] : ['--exclude', '@exact/*']
  const { failed, hits, finished } = await workspace.runMany(['-t', 'build', '--skip-nx-cache', ...scope], {
    NX_CRANE_RESULTS: 'off',
  })
  if (failed.length + hits.length > 0) throw new Error(`not built from nothing:\n${finished.output}`)
  return readOutputs(workspace)
}

function isNative(path: string): boolean {
  return /^crates\/[^/]+\/dist\//.test(path)
}
