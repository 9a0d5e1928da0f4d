import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BenchContext } from './bench-context'
import { bundlePrograms } from './bundled-programs'
import { generateRepository, type Size } from './generated-repository'
import { type Measurement, outputOf } from './measured-command'
import { type Contestant, pairedRuns } from './paired-runs'
import { type Quantity, type Ratio, ratiosOf } from './ratio'
import type { ProgramInput } from './self-measured'

const QUANTITIES: readonly Quantity[] = ['cpu', 'wall']
/** Each run takes a fraction of a second, and the shorter the noisier. */
const ROUNDS_PER_RUN = 3

/** Our own part of the graph, read, parse, graph and targets, against only reading and parsing the same files. */
export function inferenceBenchmark(context: BenchContext): Ratio[] {
  const programs = bundlePrograms(join(context.scratch, 'programs'), {
    floor: 'floor-program',
    inference: 'inference-program',
  })
  const inputs = context.sizes.map((size) => ({ size, input: prepare(size, context) }))
  const contestants = inputs.flatMap(({ size, input }): Contestant<string, Measurement>[] => [
    { name: `floor ${size}`, run: () => runProgram(programs.floor, input) },
    {
      name: `cold ${size}`,
      run: () => {
        rmSync(join(input.root, 'node_modules', '.cache'), { recursive: true, force: true })
        return runProgram(programs.inference, input)
      },
    },
    {
      name: `warm ${size}`,
      run: () => {
        runProgram(programs.inference, input) // rounds run in either direction: whatever came before, this one is warm
        return runProgram(programs.inference, input)
      },
    },
  ])
  const runs = pairedRuns(contestants, context.runs * ROUNDS_PER_RUN)
  const measured = (state: string, size: Size) => runs[`${state} ${size}`] ?? []
  const against = 'reading and parsing the manifests'
  return [
    ...context.sizes.flatMap((size) => [
      ...ratiosOf(
        {
          what: `own part ${size} + ${size}, cold`,
          against,
          ours: measured('cold', size),
          theirs: measured('floor', size),
          bounds: { cpu: 1.5, wall: 1.5 },
        },
        QUANTITIES,
      ),
      ...ratiosOf(
        {
          what: `own part ${size} + ${size}, warm`,
          against,
          ours: measured('warm', size),
          theirs: measured('floor', size),
          bounds: {},
        },
        QUANTITIES,
      ),
    ]),
    ...linearity(context.sizes, measured),
  ]
}

/** The time for each project at the largest size against that at the smallest: 1 is linear. */
function linearity(
  sizes: readonly Size[],
  measured: (state: string, size: Size) => readonly Measurement[],
): Ratio[] {
  const [smallest, largest] = [Math.min(...sizes), Math.max(...sizes)]
  if (smallest === largest) return []
  const perProject = (state: string, size: Size) =>
    measured(state, size).map(({ cpu, wall, memory }) => ({
      cpu: cpu / size,
      wall: wall / size,
      memory: memory / size,
    }))
  return (['cold', 'warm'] as const).flatMap((state) =>
    ratiosOf(
      {
        what: `own part, ${state}, for each crate + package at ${largest}`,
        against: `the same at ${smallest}`,
        ours: perProject(state, largest),
        theirs: perProject(state, smallest),
        bounds: { cpu: 1.2 },
      },
      QUANTITIES,
    ),
  )
}

interface Input extends ProgramInput {
  /** Where the input is written down for the programs. */
  readonly file: string
}

function prepare(size: Size, { scratch }: BenchContext): Input {
  const root = join(scratch, `inference-${size}`)
  generateRepository(root, size)
  const files = filesBelow(root)
  const manifests = files.filter((file) => /(^|\/)(Cargo\.toml|package\.json)$/.test(file))
  mkdirSync(join(root, 'node_modules')) // without it nothing would be remembered
  const file = `${root}.input.json`
  writeFileSync(file, JSON.stringify({ root, files, manifests } satisfies ProgramInput))
  return { root, files, manifests, file }
}

function filesBelow(root: string, directory = ''): string[] {
  return readdirSync(join(root, directory), { withFileTypes: true }).flatMap((entry) => {
    const path = directory === '' ? entry.name : `${directory}/${entry.name}`
    if (entry.isDirectory()) return entry.name === '.git' ? [] : filesBelow(root, path)
    return [path]
  })
}

function runProgram(program: string, input: Input): Measurement {
  const command = {
    program: process.execPath,
    args: [program, input.file],
    cwd: input.root,
    env: process.env,
  }
  return JSON.parse(outputOf(command)) as Measurement
}
