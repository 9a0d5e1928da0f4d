import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import type { BenchContext } from './bench-context'
import { bundlePrograms } from './bundled-programs'
import { type Command, type Measurement, outputOf } from './measured-command'
import { ratiosOf } from './ratio'
import type { Row } from './row'
import type { WasmInput, WasmTimes } from './wasm-program'

const REPOSITORY = resolve(__dirname, '../..')
const TARGET = 'wasm32-unknown-unknown'
/** The lock's of the fixture. */
const BINDGEN = '0.2.108'

/** From a save to the package on disk: the Vite plugin against the commands that one would type. */
export function wasmBenchmark(context: BenchContext): Row[] {
  const { scratch, runs } = context
  const copy = (name: string) => {
    const root = join(scratch, `wasm-${name}`)
    cpSync(join(REPOSITORY, 'tools/check-vite/fixtures/counter'), root, { recursive: true })
    return root
  }
  const env = toolEnvironment()
  const command = (root: string, program: string, args: readonly string[]): Command => ({
    ...{ program, args, cwd: root, env },
  })
  const floor = copy('floor')
  const module = join(floor, 'target', TARGET, 'debug/counter.wasm')
  const packed = copy('wasm-pack')
  const hasWasmPack = (env.PATH ?? '').split(delimiter).some((dir) => existsSync(join(dir, 'wasm-pack')))
  const input: WasmInput = {
    vite: join(REPOSITORY, 'node_modules/vite/dist/node/index.js'),
    served: copy('served'),
    byHand: {
      floor: {
        root: floor,
        commands: [
          command(floor, 'cargo', ['build', '-p', 'counter', '--lib', '--target', TARGET]),
          command(floor, 'wasm-bindgen', [module, '--out-dir', join(floor, 'pkg'), '--target', 'bundler']),
        ],
      },
      ...(hasWasmPack
        ? {
            'wasm-pack': {
              root: packed,
              commands: [
                command(packed, 'wasm-pack', ['build', 'crates/counter', '--dev', '--mode', 'no-install']),
              ],
            },
          }
        : {}),
    },
    rounds: runs,
  }
  const file = join(scratch, 'wasm.json')
  writeFileSync(file, JSON.stringify(input))
  const { wasm } = bundlePrograms(join(scratch, 'wasm-program'), { wasm: 'wasm-program' })
  const printed = outputOf({
    ...{ program: process.execPath, args: [wasm, file], cwd: scratch, env: process.env },
  })
  const times = JSON.parse(printed) as WasmTimes
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
    ...(hasWasmPack
      ? compare('wasm-pack', 'wasm-pack build --dev', 1)
      : [{ what: `${what} against wasm-pack`, reason: 'there is no wasm-pack' }]),
  ]
}

/** Only the time is known of them. */
function measurements(seconds: readonly number[] = []): Measurement[] {
  return seconds.map((wall) => ({ wall, cpu: Number.NaN, memory: Number.NaN }))
}

/** The programs that set-up has installed come after those of the system. */
function toolEnvironment(): NodeJS.ProcessEnv {
  const own = [
    join(cacheDirectory(), 'wasm-bindgen', BINDGEN, 'bin'),
    join(cacheDirectory(), 'wasm-toolchain', 'bin'),
  ]
  const path = [...(process.env.PATH ?? '').split(delimiter), ...own].join(delimiter)
  return { ...process.env, PATH: path }
}
