import { printsColour } from '@nx-crane/keys/cli'
import { type CargoMessage, parseCargoMessage } from '../cargo-message'
import { checkProfile } from '../cargo-settings'
import { forgetPutBackSources, type LocalPackages } from '../put-back-sources'
import { messageFormat } from '../run-cargo'
import { runProcess } from '../run-process'
import { type CompilerDiagnostic, toDiagnostic } from './compiler-diagnostic'
import type { WasmBuildSetup } from './prepare-wasm-build'
import { remappedPrefixes } from './wasm-rustflags'
import { WASM_TARGET } from './wasm-toolchain'

export interface CompileRequest {
  readonly setup: WasmBuildSetup
  readonly targetDir: string
  readonly profile: string
  /** Features and whatever else the user wants cargo to be given. */
  readonly args: readonly string[]
  /** Added to the environment of cargo. */
  readonly env?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
  /** Is told what is compiled, and where to, before it is. */
  readonly onPackages?: ((packages: LocalPackages) => void) | undefined
  /** What cargo says of itself: its progress, and errors that are about no source. */
  readonly onOutput: (line: string) => void
  readonly onDiagnostic: (diagnostic: CompilerDiagnostic) => void
}

/** The `.wasm` file that cargo makes of the crate's library, or null when it does not compile; the output says why. */
export async function compileWasm(request: CompileRequest): Promise<string | null> {
  const { crate, crateDir, toolchain, rustflags, root } = request.setup
  checkProfile(request.profile)
  const packages = {
    targetDirectory: request.targetDir,
    workspaceDir: crate.workspaceDir,
    dirs: crate.localPackages,
  }
  forgetPutBackSources(packages)
  request.onPackages?.(packages)
  const names = { workspaceDir: crate.workspaceDir, prefixes: remappedPrefixes({ root, ...crate }) }
  let module: string | null = null
  const onMessage = (message: CargoMessage) => {
    if (message.reason === 'compiler-message') request.onDiagnostic(toDiagnostic(message, names))
    if (message.reason === 'compiler-artifact' && message.target.crate_types.includes('cdylib')) {
      // Dependencies may be dynamic libraries too; the crate itself comes last.
      module = message.filenames.find((file) => file.endsWith('.wasm')) ?? module
    }
  }
  const exit = await runProcess({
    command: toolchain.cargo,
    args: [
      'build',
      '--lib',
      ...['--target', WASM_TARGET],
      ...['--profile', request.profile],
      ...['--manifest-path', crate.manifest],
      ...['--target-dir', request.targetDir],
      messageFormat(),
      ...request.args,
    ],
    cwd: crateDir,
    env: {
      ...process.env,
      ...toolchain.env,
      CARGO_ENCODED_RUSTFLAGS: rustflags.join('\u001f'),
      CARGO_TERM_COLOR: printsColour() ? 'always' : 'never',
      CARGO_TERM_PROGRESS_WHEN: 'never',
      ...request.env,
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
