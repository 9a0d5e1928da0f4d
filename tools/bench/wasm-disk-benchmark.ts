import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { BenchContext } from './bench-context'
import { bundlePrograms } from './bundled-programs'
import { type Measurement, outputOf } from './measured-command'
import { ratiosOf } from './ratio'
import type { Row } from './row'
import type { DiskInput, DiskTimes } from './wasm-disk-program'
import { floorCommands, wasmPackCommand } from './wasm-tools'
import { copyWasmWorkspace } from './wasm-workspace'

const REPOSITORY = resolve(__dirname, '../..')

/** From a save to the package on disk: the Vite plugin against the commands that one would type. */
export async function wasmDiskBenchmark(context: BenchContext): Promise<Row[]> {
  const { scratch, runs } = context
  const copy = (name: string) => copyWasmWorkspace(join(scratch, `wasm-disk-${name}`))
  const floor = copy('floor')
  const packed = copy('wasm-pack')
  const wasmPack = await wasmPackCommand(packed, context, [])
  const input: DiskInput = {
    vite: join(REPOSITORY, 'node_modules/vite/dist/node/index.js'),
    served: copy('served'),
    byHand: {
      floor: { root: floor, commands: floorCommands(floor) },
      ...('program' in wasmPack ? { 'wasm-pack': { root: packed, commands: [wasmPack] } } : {}),
    },
    rounds: runs,
  }
  const file = join(scratch, 'wasm.json')
  writeFileSync(file, JSON.stringify(input))
  const { wasm } = bundlePrograms(join(scratch, 'wasm-program'), { wasm: 'wasm-disk-program' })
  const printed = outputOf({
    ...{ program: process.execPath, args: [wasm, file], cwd: scratch, env: process.env },
  })
  const times = JSON.parse(printed) as DiskTimes
  const what = 'save → package on disk, one crate edited'
  const compare = (name: string, against: string, bound: number) =>
    ratiosOf(
      {
        what,
        against,
        ours: measurements(times.plugin),
        theirs: measurements(times[name]),
        bounds: { wall: bound },
      },
      ['wall'],
    )
  return [
    ...compare('floor', 'cargo build and wasm-bindgen by hand', 1.15),
    ...('program' in wasmPack
      ? compare('wasm-pack', 'wasm-pack build --dev', 1)
      : [{ what: `${what}, against wasm-pack`, ...wasmPack }]),
  ]
}

/** Only the time is known of them. */
function measurements(seconds: readonly number[] = []): Measurement[] {
  return seconds.map((wall) => ({ wall, cpu: Number.NaN, memory: Number.NaN }))
}
