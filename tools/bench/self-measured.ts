import type { Measurement } from './measured-command'

/** What the two programs that measure themselves are told, in a file. */
export interface ProgramInput {
  readonly root: string
  /** Every file of the repository, relative to `root`, as Nx would list them. */
  readonly files: readonly string[]
  /** The manifests among them. */
  readonly manifests: readonly string[]
}

/** Does `work` and prints what it used: the start of Node and the loading of modules are not in it. */
export async function printUsage(work: () => void | Promise<void>): Promise<void> {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await work()
  const wall = (performance.now() - start) / 1e3
  const { user, system } = process.cpuUsage(cpu)
  const memory = process.resourceUsage().maxRSS * 1024
  console.log(JSON.stringify({ wall, cpu: (user + system) / 1e6, memory } satisfies Measurement))
}
