/**
 * Runs code that loads configurations of the repository (`vite.config.ts`), which are programs: what they print does not get
 * into the output of an Nx command, which may be read as JSON, and where one ends the process or fails on the side, that costs it
 * its own result and not the command.
 */
export async function inGuard<T>(run: () => Promise<T>): Promise<T> {
  const { stdout } = process
  const write = stdout.write
  const exit = process.exit
  stdout.write = process.stderr.write.bind(process.stderr) as typeof stdout.write
  // In the process of the command itself others may want to end it.
  if (isPluginWorker()) process.exit = refuseToExit
  process.on('unhandledRejection', ignore)
  try {
    return await run()
  } finally {
    stdout.write = write
    process.exit = exit
    // What was rejected in the same turn is reported after it.
    setImmediate(() => process.off('unhandledRejection', ignore))
  }
}

function isPluginWorker(): boolean {
  return (globalThis as { NX_PLUGIN_WORKER?: boolean }).NX_PLUGIN_WORKER === true
}

function refuseToExit(code?: number | string | null): never {
  throw new Error(`it ends the process (process.exit(${code ?? ''}))`)
}

function ignore(): void {
  // What it was about is missing in the result, which says why.
}
