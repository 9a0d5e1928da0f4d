import { printsColour } from '@nx-crane/keys/cli'
import { type CargoMessage, parseCargoMessage } from './cargo-message'
import { type ProcessExit, runProcess } from './run-process'

export interface CargoRequest {
  /** Everything after `cargo`. */
  readonly args: readonly string[]
  /** Decides the toolchain (`rust-toolchain.toml`) and the configuration (`.cargo/config.toml`). */
  readonly cwd: string
  readonly env?: NodeJS.ProcessEnv | undefined
  readonly signal?: AbortSignal | undefined
  readonly onMessage?: (message: CargoMessage) => void
  /** Lines that are no message: cargo's status and errors, and what macros and compilers print by themselves. */
  readonly onLine?: (line: string) => void
}

/** Runs cargo and hands its JSON messages and other lines over as they come. */
export function runCargo(request: CargoRequest): Promise<ProcessExit> {
  return runProcess({
    command: 'cargo',
    args: request.args,
    cwd: request.cwd,
    env: { ...cargoEnvironment(), ...request.env },
    signal: request.signal,
    onStdoutLine: (line) => {
      const message = parseCargoMessage(line)
      if (message) request.onMessage?.(message)
      else if (!line.startsWith('{"reason":')) request.onLine?.(line)
    },
    onStderrLine: (line) => request.onLine?.(line),
  })
}

/** The flag that makes cargo print messages as JSON with diagnostics rendered for this terminal. */
export function messageFormat(): string {
  return printsColour() ? '--message-format=json-diagnostic-rendered-ansi' : '--message-format=json'
}

/** Our own environment, without what would make cargo's lines unreadable to us. */
export function cargoEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CARGO_TERM_COLOR: printsColour() ? 'always' : 'never',
    CARGO_TERM_PROGRESS_WHEN: 'never',
    CARGO_TERM_QUIET: 'false',
    CARGO_TERM_VERBOSE: 'false',
  }
}
