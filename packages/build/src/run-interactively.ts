import { spawn } from 'node:child_process'
import { checkReadable } from '@nx-crane/keys/cli'
import { cannotStart, type ProcessExit } from './run-process'

const FORWARDED: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

export interface InteractiveRequest {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Variables besides our own. */
  readonly env?: NodeJS.ProcessEnv
}

/**
 * Runs a program in our place: it has our terminal, and signals that we get go to it. `interrupted` says whether one did.
 * Throws a `CargoError` when it cannot be started.
 */
export function runInteractively(
  request: InteractiveRequest,
): Promise<ProcessExit & { interrupted: boolean }> {
  return new Promise((resolve, reject) => {
    checkReadable(request.command, request.cwd)
    const child = spawn(request.command, [...request.args], {
      cwd: request.cwd,
      env: { ...process.env, ...request.env },
      stdio: 'inherit',
    })
    let interrupted = false
    const forward = (signal: NodeJS.Signals) => {
      interrupted = true
      child.kill(signal)
    }
    for (const signal of FORWARDED) process.on(signal, forward)
    const stopForwarding = () => {
      for (const signal of FORWARDED) process.removeListener(signal, forward)
    }
    child.once('error', (cause) => {
      stopForwarding()
      reject(cannotStart(request, cause))
    })
    child.once('close', (code, signal) => {
      stopForwarding()
      resolve({ code, signal, interrupted })
    })
  })
}
