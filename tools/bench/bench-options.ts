import { parseArgs } from 'node:util'

export const BENCHMARKS = [
  'floor',
  'graph',
  'monodon',
  'build',
  'observed',
  'keys',
  'store-paths',
  'cached',
  'cached-nix',
  'derivations',
  'wasm',
  'precision',
] as const
export type Benchmark = (typeof BENCHMARKS)[number]

export interface BenchOptions {
  readonly only: readonly Benchmark[]
  readonly runs: number
  readonly sizes: readonly number[]
  /** Parts of the names of the tools that precision measures; all when empty. */
  readonly tools: readonly string[]
}

/** @throws with a sentence for people when an option is unknown or no number */
export function parseBenchOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: BENCHMARKS.join(',') },
      runs: { type: 'string', default: '5' },
      sizes: { type: 'string', default: '300,1000' },
      tools: { type: 'string', default: '' },
    },
  })
  return {
    only: values.only.split(',').map(parseBenchmark),
    runs: parsePositive('runs', values.runs),
    sizes: values.sizes.split(',').map((size) => parsePositive('sizes', size)),
    tools: values.tools.split(',').filter((name) => name !== ''),
  }
}

function parseBenchmark(name: string): Benchmark {
  const benchmark = BENCHMARKS.find((known) => known === name)
  if (benchmark === undefined) throw new Error(`--only: "${name}" is none of ${BENCHMARKS.join(', ')}`)
  return benchmark
}

function parsePositive(option: string, text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new Error(`--${option}: "${text}" is not a positive number`)
  return Number(text)
}
