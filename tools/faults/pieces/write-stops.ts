import { readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Random } from '../../bench/generate/random'
import type { Checks } from '../../e2e/checks'
import { FaultCase } from '../fault-case'
import type { Piece, Surroundings } from '../piece'
import { strayTraces } from '../spoken'
import { WritingCommand, type WritingCommandName } from '../writing-command'

const MODULE = join(__dirname, '../stop-at-write.cjs')

/** The process ends: before the write, in the middle of it, after it. */
const ENDS = ['before', 'half', 'after'] as const
/** The write fails. */
const ERRORS = ['ENOSPC', 'EACCES', 'EIO'] as const

type Mode = (typeof ENDS)[number] | (typeof ERRORS)[number]

export const writeStops: Piece = {
  name: 'writes',
  title: 'each command ended at its N-th write, or with an N-th write that fails, and run again',
  async run(checks, surroundings) {
    for (const name of ['flake', 'init', 'migrate', 'key'] as const)
      await stopCommand(name, checks, surroundings)
  },
}

async function stopCommand(
  name: WritingCommandName,
  checks: Checks,
  surroundings: Surroundings,
): Promise<void> {
  using place = new FaultCase(surroundings)
  const command = await WritingCommand.prepare(name, place)
  const log = join(place.directory, 'tmp/writes')
  const environment = (mode: Mode | 'none', at: number) => ({
    NODE_OPTIONS: `--require ${MODULE}`,
    FAULT_MODE: mode,
    FAULT_AT: String(at),
    FAULT_LOG: log,
    FAULT_ROOTS: `${place.root}:${place.home}`,
  })
  command.reset()
  rmSync(log, { force: true })
  await command.run({ env: environment('none', 0) })
  const writes = linesOf(log)
  checks.true(`nx-crane ${name} writes ${writes.length} times`, writes.length > 0)
  for (const modes of [ENDS, ERRORS]) {
    const stops = chosenStops(writes.length, modes, surroundings)
    const faulty: string[] = []
    for (const { at, mode } of stops) {
      command.reset()
      rmSync(log, { force: true })
      const stopped = await command.run({ env: environment(mode, at) })
      const faults = [...command.halfFiles()]
      if (stopped.hung) faults.push('hangs')
      if (modes === ERRORS)
        faults.push(...faultsOfFailure(stopped, { command, place, write: linesOf(log)[at - 1] ?? '' }))
      else if (stopped.signal === null && linesOf(log).length >= at) faults.push('was not ended')
      faults.push(...command.faultsAfter(await command.run()))
      if (faults.length > 0)
        faulty.push(`${mode} at ${at}, ${linesOf(log)[at - 1]}:\n  ${faults.join('\n  ')}`)
    }
    checks.true(
      `nx-crane ${name}, ${stops.length} stops of ${modes.join(', ')}`,
      faulty.length === 0,
      `${faulty.length} of them:\n${faulty.slice(0, 6).join('\n')}`,
    )
  }
}

/** What is wrong with how a command fails of which one write failed. It may be one that it can do without. */
function faultsOfFailure(
  { code, output }: { code: number | null; output: string },
  { command, place, write }: { command: WritingCommand; place: FaultCase; write: string },
): string[] {
  const faults = strayTraces(output)
  const descriptor = output.split('\n').find((line) => line.includes('/proc/self/fd'))
  if (descriptor !== undefined) faults.push(`names a descriptor: ${descriptor.trim()}`)
  if (code === null) faults.push('it is killed')
  if (code !== 0 && code !== null) {
    const named = [...command.written, JSON.parse(write.slice(write.indexOf(' ')) || '""') as string]
    if (!named.some((path) => output.includes(basename(path))))
      faults.push(`the message names no file: ${output.trim()}`)
    faults.push(...place.leftovers().map((path) => `left over by the failure: ${path}`))
  }
  if (code === 0) {
    // A memo that could not be kept; or the work was not done, and nobody was told.
    faults.push(...command.unfinished().map((line) => `ends with 0, but ${line}`))
  }
  return faults
}

/** All of them, or some that are spread over the writes. */
function chosenStops(
  writes: number,
  modes: readonly Mode[],
  { options, count }: Surroundings,
): { at: number; mode: Mode }[] {
  const random = new Random(options.seed * 4000)
  if (options.long && options.count === null)
    return modes.flatMap((mode) => Array.from({ length: writes }, (_, index) => ({ at: index + 1, mode })))
  const wanted = Math.min(count({ short: 6, long: writes }), writes)
  return Array.from({ length: wanted }, (_, index) => ({
    at: Math.min(
      writes,
      Math.floor((index * writes) / wanted) + random.between(1, Math.max(1, Math.floor(writes / wanted))),
    ),
    mode: modes[index % modes.length] ?? 'before',
  }))
}

function linesOf(log: string): string[] {
  try {
    return readFileSync(log, 'utf8').split('\n').filter(Boolean)
  } catch {
    return []
  }
}
