import { basename } from 'node:path'
import type { Checks } from '../../kit/checks'
import { FaultCase } from '../fault-case'
import type { Piece, Surroundings } from '../piece'
import { strayTraces } from '../spoken'
import { chosenStops, ENDS, ERRORS, WriteCounter } from '../write-stop'
import { WritingCommand, type WritingCommandName } from '../writing-command'

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
  const counter = new WriteCounter(place)
  command.reset()
  await command.run({ env: counter.next() })
  const { writes } = counter
  checks.true(`nx-crane ${name} writes ${writes.length} times`, writes.length > 0)
  for (const modes of [ENDS, ERRORS]) {
    const stops = chosenStops(writes.length, modes, { ...surroundings, short: 6 })
    const faulty: string[] = []
    for (const stop of stops) {
      const { at, mode } = stop
      command.reset()
      const stopped = await command.run({ env: counter.next(stop) })
      const write = counter.writes[at - 1] ?? ''
      const faults = [...command.halfFiles()]
      if (stopped.hung) faults.push('hangs')
      if (modes === ERRORS) faults.push(...faultsOfFailure(stopped, { command, place, write }))
      else if (stopped.signal === null && write !== '') faults.push('was not ended')
      faults.push(...command.faultsAfter(await command.run()))
      if (faults.length > 0) faulty.push(`${mode} at ${at}, ${write}:\n  ${faults.join('\n  ')}`)
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
