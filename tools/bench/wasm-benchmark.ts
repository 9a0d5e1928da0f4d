import { resolve } from 'node:path'
import { startBrowser } from '../kit/browser'
import { prepareVitePlugin } from '../setup/vite-plugin.mjs'
import type { BenchContext } from './bench-context'
import type { Row } from './row'
import { wasmDiskBenchmark } from './wasm-disk-benchmark'
import { wasmPageBenchmark } from './wasm-page-benchmark'
import { wasmStartBenchmark } from './wasm-start-benchmark'

const REPOSITORY = resolve(__dirname, '../..')

/** What a person waits for who develops a wasm crate. */
export async function wasmBenchmark(context: BenchContext): Promise<Row[]> {
  const rows = await wasmDiskBenchmark(context)
  prepareVitePlugin(REPOSITORY)
  const browser = await startBrowser()
  try {
    rows.push(...(await wasmPageBenchmark(context, browser)))
    rows.push(...(await wasmStartBenchmark(context, browser)))
  } finally {
    await browser.close()
  }
  return rows
}
