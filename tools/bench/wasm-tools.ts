import { delimiter, join } from 'node:path'
import { cacheDirectory } from '../setup/cache-directory.mjs'
import type { BenchContext } from './bench-context'
import { cargoProgram } from './cargo-program'
import type { Command } from './measured-command'

const TARGET = 'wasm32-unknown-unknown'
/** The lock's of the fixture. */
const BINDGEN = '0.2.108'

/** The programs that set-up has installed come after those of the system, `others` last. */
export function wasmEnvironment(others: readonly string[] = []): NodeJS.ProcessEnv {
  const own = [
    join(cacheDirectory(), 'wasm-bindgen', BINDGEN, 'bin'),
    join(cacheDirectory(), 'wasm-toolchain', 'bin'),
  ]
  const path = [...(process.env.PATH ?? '').split(delimiter), ...own, ...others].join(delimiter)
  return { ...process.env, PATH: path }
}

/** What one types to build the wasm crate of a workspace: the least that any tool does. Glue goes to `outDir` of the crate. */
export function floorCommands(root: string, outDir = 'pkg/bundler'): Command[] {
  const command = (program: string, args: readonly string[]): Command => ({
    ...{ program, args, cwd: root, env: wasmEnvironment() },
  })
  const module = join(root, 'target', TARGET, 'debug/counter.wasm')
  const glue = join(root, 'crates/counter', outDir)
  return [
    command('cargo', ['build', '-p', 'counter', '--lib', '--target', TARGET]),
    command('wasm-bindgen', [module, '--out-dir', glue, '--target', 'bundler']),
  ]
}

/** `wasm-pack build --dev` of the crate; or why it cannot be had here. */
export async function wasmPackCommand(
  root: string,
  context: BenchContext,
  more: readonly string[],
): Promise<Command | { readonly reason: string }> {
  try {
    const directory = await cargoProgram({ name: 'wasm-pack', version: '0.15.0' }, context)
    const args = ['build', 'crates/counter', '--dev', '--mode', 'no-install', ...more]
    return { program: join(directory, 'wasm-pack'), args, cwd: root, env: wasmEnvironment() }
  } catch (error) {
    return { reason: `wasm-pack cannot be installed here: ${String(error).split('\n', 1)[0]}` }
  }
}
