import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { buildCrateGraph, findManifests, readSourceTree } from '../../packages/graph/src'
import type { KeyOptions } from '../../packages/nx/src/keys/key-options'
import type { BenchContext } from './bench-context'
import { bundlePrograms } from './bundled-programs'
import { generateRepository, type Size } from './generated-repository'
import type { HashFloorInput } from './hash-floor-program'
import type { KeysInput } from './keys-program'
import { type Measurement, outputOf } from './measured-command'
import { type Contestant, pairedRuns } from './paired-runs'
import { type Quantity, type Ratio, ratiosOf } from './ratio'

const QUANTITIES: readonly Quantity[] = ['cpu', 'wall']
const STATES = ['cold', 'unchanged', 'one edit'] as const
type State = (typeof STATES)[number]

/** The key tasks of all crates of a generated repository against reading and hashing their files once, on all cores. */
export function keysBenchmark(context: BenchContext): Ratio[] {
  const programs = bundlePrograms(join(context.scratch, 'key-programs'), {
    floor: 'hash-floor-program',
    keys: 'keys-program',
  })
  return context.sizes.flatMap((size) => {
    const place = prepare(size, context)
    const runKeys = () => runProgram(programs.keys, place.keysInput)
    // What has just been written is not believed for two seconds, so that a further change in one tick cannot be missed.
    const rest = () => {
      runKeys()
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2600)
      runKeys()
    }
    runKeys()
    const files = filesBehindKeys(place)
    writeFileSync(place.floorInput, JSON.stringify({ root: place.root, files } satisfies HashFloorInput))
    const before: Readonly<Record<State, () => void>> = {
      // Deleting thousands of files just before others are made would slow the making down.
      cold: () => moveAway(cacheOf(place), context.scratch),
      unchanged: rest, // rounds run in either direction: whatever came before, nothing has changed since this
      'one edit': () => {
        rest()
        appendFileSync(join(place.root, place.edited), '// edited\n')
      },
    }
    const contestants: Contestant<string, Measurement>[] = [
      { name: 'floor', run: () => runProgram(programs.floor, place.floorInput) },
      ...STATES.map((state) => ({
        name: state,
        run: () => {
          before[state]()
          return runKeys()
        },
      })),
    ]
    const runs = pairedRuns(contestants, context.runs)
    return STATES.flatMap((state) =>
      ratiosOf(
        {
          what: `keys of ${place.crates} crates, ${state}`,
          against: `reading and hashing their ${files.length} files on all cores`,
          ours: runs[state] ?? [],
          theirs: runs.floor ?? [],
          bounds: state === 'cold' ? { wall: 1.5 } : {},
        },
        QUANTITIES,
      ),
    )
  })
}

interface Place {
  readonly root: string
  readonly crates: number
  /** A source of some crate, relative to the root. */
  readonly edited: string
  readonly keysInput: string
  readonly floorInput: string
}

function moveAway(directory: string, to: string): void {
  if (existsSync(directory)) renameSync(directory, join(mkdtempSync(join(to, 'old-')), 'cache'))
}

function prepare(size: Size, { scratch }: BenchContext): Place {
  const root = join(scratch, `keys-${size}`)
  generateRepository(root, size)
  mkdirSync(join(root, 'node_modules'))
  const tree = readSourceTree(root)
  const { crates } = buildCrateGraph(tree, findManifests(tree).cargo)
  const tasks = Object.fromEntries(
    crates.map(({ id, name, workspace }): [string, KeyOptions] => [
      id,
      { crate: name, manifest: id, workspace },
    ]),
  )
  const keysInput = `${root}.keys.json`
  writeFileSync(keysInput, JSON.stringify({ root, tasks } satisfies KeysInput))
  const edited = crates[crates.length >> 1]?.crateTargets[0]?.path
  if (edited === undefined) throw new Error(`${root}: no crate has a source to edit`)
  return { root, crates: crates.length, edited, keysInput, floorInput: `${root}.floor.json` }
}

/** The files whose bytes went into the keys, as the memo of the last run lists them. */
function filesBehindKeys(place: Place): string[] {
  const memo = readdirSync(cacheOf(place)).find((name) => /^files-\d+\.json$/.test(name))
  if (memo === undefined) throw new Error(`${place.root}: a run left no memo of its files`)
  const [, text] = readFileSync(join(cacheOf(place), memo), 'utf8').split('\n', 2)
  return (JSON.parse(text ?? '') as { files: [path: string, record: unknown][] }).files.map(([path]) => path)
}

function cacheOf({ root }: Place): string {
  return join(root, 'node_modules/.cache/nx-crane')
}

function runProgram(program: string, input: string): Measurement {
  const command = { program: process.execPath, args: [program, input], cwd: __dirname, env: process.env }
  return JSON.parse(outputOf(command)) as Measurement
}
