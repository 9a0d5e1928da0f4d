import { availableParallelism, freemem } from 'node:os'

/** What steps share. */
export interface Machine {
  readonly cores: number
  readonly gigabytes: number
}

export function thisMachine(): Machine {
  // `availableMemory` knows of a container's limit.
  const bytes = (process as { availableMemory?: () => number }).availableMemory?.() ?? freemem()
  return { cores: availableParallelism(), gigabytes: bytes / 2 ** 30 }
}

/** Whether nothing else can run beside a step. */
export function fills(machine: Machine, { cores }: { readonly cores: number }): boolean {
  return cores >= machine.cores
}
