/**
 * Runs code that loads configurations of the repository (`vite.config.ts`), which are programs: what they print does not get
 * into the output of an Nx command, which may be read as JSON, and where one ends the process or fails on the side, that costs it
 * its own result and not the command. What was printed goes to stderr, but not where `isFailure` says that the result tells the same.
 */
export async function inGuard<T>(run: () => Promise<T>, isFailure: (result: T) => boolean): Promise<T> {
  const writes = [process.stdout, process.stderr].map((stream) => [stream, stream.write] as const)
  const { exit } = process
  const printed: string[] = []
  const keep = (chunk: unknown) =>
    printed.push(chunk instanceof Uint8Array ? TEXT.decode(chunk) : String(chunk)) > 0
  for (const [stream] of writes) stream.write = keep as typeof stream.write
  // In the process of the command itself others may want to end it.
  if (isPluginWorker()) process.exit = refuseToExit
  process.on('unhandledRejection', ignore)
  let isSaid = false
  try {
    const result = await run()
    isSaid = isFailure(result)
    return result
  } finally {
    for (const [stream, write] of writes) stream.write = write
    process.exit = exit
    // What was rejected in the same turn is reported after it.
    setImmediate(() => process.off('unhandledRejection', ignore))
    if (printed.length > 0 && (!isSaid || process.env.NX_VERBOSE_LOGGING === 'true')) {
      process.stderr.write(printed.join(''))
    }
  }
}

const TEXT = new TextDecoder()

function isPluginWorker(): boolean {
  return (globalThis as { NX_PLUGIN_WORKER?: boolean }).NX_PLUGIN_WORKER === true
}

function refuseToExit(code?: number | string | null): never {
  throw new Error(`it ends the process (process.exit(${code ?? ''}))`)
}

function ignore(): void {
  // What it was about is missing in the result, which says why.
}
