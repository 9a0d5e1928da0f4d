import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BenchContext } from './bench-context'
import { type Benchmark, type BenchOptions, parseBenchOptions } from './bench-options'
import { buildBenchmark } from './build-benchmark'
import { cachedBenchmark } from './cached-benchmark'
import { cachedNixBenchmark } from './cached-nix-benchmark'
import { derivationsBenchmark } from './derivations-benchmark'
import { graphBenchmark } from './graph-benchmark'
import { inferenceBenchmark } from './inference-benchmark'
import { keysBenchmark } from './keys-benchmark'
import { describeMachine } from './machine'
import { monodonBenchmark } from './monodon-benchmark'
import { observedBenchmark } from './observed-benchmark'
import { precisionBenchmark } from './precision/precision-benchmark'
import { printTable } from './ratio-table'
import { isOver, type Row } from './row'
import { storePathsBenchmark } from './store-paths-benchmark'
import { wasmBenchmark } from './wasm-benchmark'

const PROGRAMS: Readonly<Record<Benchmark, (context: BenchContext) => Row[] | Promise<Row[]>>> = {
  floor: inferenceBenchmark,
  graph: graphBenchmark,
  monodon: monodonBenchmark,
  build: buildBenchmark,
  observed: observedBenchmark,
  keys: keysBenchmark,
  'store-paths': storePathsBenchmark,
  cached: cachedBenchmark,
  'cached-nix': cachedNixBenchmark,
  derivations: derivationsBenchmark,
  wasm: wasmBenchmark,
  precision: precisionBenchmark,
}

/** Prints one table; the exit code is 1 when one of its rows is over its bound. */
async function main(): Promise<void> {
  const options = parseBenchOptions(process.argv.slice(2))
  const rows = await runBenchmarks(options)
  // That of precision is in the docs.
  if (rows.length === 0) return
  const machine = describeMachine()
  const table = printTable(rows)
  console.log(`\n${machine}; medians of ${options.runs} paired runs\n\n${table}\n`)
  const over = rows.filter(isOver).length
  console.log(`${rows.length} rows, ${over} over their bound`)
  process.exitCode = over > 0 ? 1 : 0
}

async function runBenchmarks(options: BenchOptions): Promise<Row[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'nx-crane-bench-'))
  const context = { ...options, scratch, say: (line: string) => console.error(`bench: ${line}`) }
  try {
    const rows: Row[] = []
    for (const name of options.only) {
      const start = performance.now()
      rows.push(...(await PROGRAMS[name](context)))
      context.say(`${name}: done in ${((performance.now() - start) / 1000).toFixed(0)} s`)
    }
    return rows
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

main().catch((error) => {
  console.error(error)
  process.exit(1)
})
