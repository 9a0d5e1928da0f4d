import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stateDirectory } from '@nx-crane/files'
import { buildCrateGraph, findManifests, readSourceTree } from '../../packages/graph/src'
import { flakeChanges } from '../../packages/nx/src/flake/flake-changes'
import type { KeyOptions } from '../../packages/nx/src/keys/key-options'
import { writeUserFiles } from '../../packages/nx/src/write-user-files'
import { writeInputs } from '../sandboxed-nix/flake-inputs'
import { surveyHost } from '../sandboxed-nix/host'
import { SandboxedNix } from '../sandboxed-nix/sandboxed-nix'
import type { BenchContext } from './bench-context'
import { bundlePrograms } from './bundled-programs'
import { writeMonorepo } from './generate-monorepo'
import type { KeysInput } from './keys-program'
import { type Command, measure } from './measured-command'
import { pairedRuns } from './paired-runs'
import { type Ratio, ratiosOf } from './ratio'

const CRATES = 100
/** Longer than what has just been written is not believed. */
const SETTLED_MS = 2700

/** The key tasks of all crates with the Nix builder against Nix, asked for the same paths of the flake. */
export async function storePathsBenchmark(context: BenchContext): Promise<Ratio[]> {
  const { scratch, runs } = context
  const directory = join(scratch, 'store-paths')
  const host = surveyHost()
  const inputs = writeInputs(join(directory, 'inputs'), { host })
  const nix = await SandboxedNix.open({ directory: join(directory, 'nix'), host, inputs })
  try {
    const place = prepare(context, nix)
    const keys = () => measure(place.keys, join(scratch, 'store-paths.log'))
    const edit = () => appendFileSync(join(place.root, place.edited), '// edited\n')
    keys()
    const measured = pairedRuns(
      [
        { name: 'edited', run: () => after(edit, keys) },
        {
          name: 'evaluated',
          run: () => after(edit, () => measure(place.evaluation, join(scratch, 'eval.log'))),
        },
        { name: 'unchanged', run: () => unchanged(place, keys) },
        {
          name: 'cargo',
          run: () =>
            measure(
              { ...place.keys, env: { ...place.keys.env, NX_CRANE_BUILDER: 'cargo' } },
              join(scratch, 'cargo.log'),
            ),
        },
      ],
      runs,
    )
    const what = `store paths of ${place.crates} crates`
    return [
      ...ratiosOf(
        {
          what: `${what}, one edit`,
          against: 'nix eval of the flake, dirty tree',
          ours: measured.edited,
          theirs: measured.evaluated,
          bounds: { wall: 0.6 },
        },
        ['wall', 'cpu'],
      ),
      ...ratiosOf(
        {
          what: `${what}, unchanged, no Nix process`,
          against: 'nix eval of the flake, dirty tree',
          ours: measured.unchanged,
          theirs: measured.evaluated,
          bounds: {},
        },
        ['wall', 'cpu'],
      ),
      ...ratiosOf(
        {
          what: `${what}, unchanged, no Nix process`,
          against: 'the keys of the cargo builder',
          ours: measured.unchanged,
          theirs: measured.cargo,
          bounds: {},
        },
        ['wall'],
      ),
    ]
  } finally {
    // Nix makes what is in its store read-only, directories too.
    execFileSync('chmod', ['-R', 'u+w', directory])
    rmSync(directory, { recursive: true })
  }
}

interface Place {
  readonly root: string
  readonly crates: number
  /** A source of some crate, relative to the root. */
  readonly edited: string
  readonly keys: Command
  readonly evaluation: Command
}

function prepare({ scratch, say }: BenchContext, nix: SandboxedNix): Place {
  const root = join(scratch, 'store-paths', 'repository')
  // A wasm crate of the generator uses no wasm-bindgen, so that no package can be made of it.
  writeMonorepo(root, { crates: CRATES, packages: 10, wasm: 0, apps: 0, seed: 1, layout: 'mixed' })
  mkdirSync(join(root, 'node_modules'))
  const tree = readSourceTree(root)
  writeUserFiles(root, flakeChanges(tree))
  const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: root, stdio: 'ignore' })
  writeFileSync(join(root, '.gitignore'), 'node_modules\n')
  git('init')
  git('add', '--all')
  const { crates } = buildCrateGraph(tree, findManifests(tree).cargo)
  const tasks = Object.fromEntries(
    crates.map(({ id, name, workspace }): [string, KeyOptions] => [
      id,
      { crate: name, manifest: id, workspace, builder: 'nix' },
    ]),
  )
  const input = join(scratch, 'store-paths', 'keys.json')
  writeFileSync(input, JSON.stringify({ root, tasks } satisfies KeysInput))
  const programs = bundlePrograms(join(scratch, 'store-paths', 'programs'), { keys: 'keys-program' })
  const edited = crates[crates.length >> 1]?.crateTargets[0]?.path
  if (edited === undefined) throw new Error(`${root}: no crate has a source to edit`)
  say(`${crates.length} crates, ${nix.version}`)
  const env = { ...process.env, ...nix.env }
  return {
    root,
    crates: crates.length,
    edited,
    keys: { program: process.execPath, args: [programs.keys, input], cwd: root, env },
    evaluation: {
      program: nix.programs.nix,
      args: ['eval', '--json', `git+file://${root}#storePaths.${nix.system}`, ...nix.overrides],
      cwd: root,
      env,
    },
  }
}

function after<T>(prepare: () => void, run: () => T): T {
  prepare()
  return run()
}

/** Throws where Nix was asked all the same: what it says is kept in a file that is written anew. */
function unchanged<T>({ root }: Place, keys: () => T): T {
  const sleep = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, SETTLED_MS)
  sleep()
  keys()
  sleep()
  keys() // remembers the key files too, which were written before the last rest
  const memo = () => statSync(join(root, stateDirectory(root), 'nix-evaluation.json')).ino
  const before = memo()
  const result = keys()
  if (memo() !== before) throw new Error(`${root}: Nix was asked although nothing had changed`)
  return result
}
