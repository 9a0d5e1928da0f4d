import { type CargoMessage, parseCargoMessage } from '../cargo-message'
import { messageFormat } from '../run-cargo'
import { runProcess } from '../run-process'
import { printsColour } from '../terminal-colour'
import { WASM_TARGET, type WasmToolchain } from './wasm-toolchain'

export interface CompileRequest {
  readonly toolchain: WasmToolchain
  /** Absolute. */
  readonly manifest: string
  readonly crateDir: string
  readonly targetDir: string
  readonly profile: string
  /** Features and whatever else the user wants cargo to be given. */
  readonly args: readonly string[]
  readonly rustflags: readonly string[]
  readonly signal?: AbortSignal | undefined
  readonly onOutput: (line: string) => void
}

/** The `.wasm` file that cargo makes of the crate's library, or null when it does not compile; the output says why. */
export async function compileWasm(request: CompileRequest): Promise<string | null> {
  let module: string | null = null
  const onMessage = (message: CargoMessage) => {
    if (message.reason === 'compiler-message') {
      for (const line of (message.message.rendered ?? message.message.message).trimEnd().split('\n')) {
        request.onOutput(line)
      }
    }
    if (message.reason === 'compiler-artifact' && message.target.crate_types.includes('cdylib')) {
      // Dependencies may be dynamic libraries too; the crate itself comes last.
      module = message.filenames.find((file) => file.endsWith('.wasm')) ?? module
    }
  }
  const exit = await runProcess({
    command: request.toolchain.cargo,
    args: [
      'build',
      '--lib',
      ...['--target', WASM_TARGET],
      ...['--profile', request.profile],
      ...['--manifest-path', request.manifest],
      ...['--target-dir', request.targetDir],
      messageFormat(),
      ...request.args,
    ],
    cwd: request.crateDir,
    env: {
      ...process.env,
      ...request.toolchain.env,
      CARGO_ENCODED_RUSTFLAGS: request.rustflags.join('\u001f'),
      CARGO_TERM_COLOR: printsColour() ? 'always' : 'never',
      CARGO_TERM_PROGRESS_WHEN: 'never',
    },
    signal: request.signal,
    onStdoutLine: (line) => {
      const message = parseCargoMessage(line)
      if (message) onMessage(message)
    },
    onStderrLine: request.onOutput,
  })
  return exit.code === 0 ? module : null
}
