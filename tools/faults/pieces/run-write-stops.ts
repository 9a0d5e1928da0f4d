import type { Checks } from '../../kit/checks'
import { type BuiltWorkspace, RUNS, type RunName } from '../built-workspace'
import { endLeft } from '../contained-program'
import type { Piece, Surroundings } from '../piece'
import { strayTraces } from '../spoken'
import { chosenStops, ENDS, ERRORS, WriteCounter, type WriteStop } from '../write-stop'

/** What Nx keeps for itself, and cargo's own directory but for what is ours in it. */
const NOT_OURS = String.raw`/\.nx/(?!workspace-data/nx-crane)|/target/(?!nx-crane|wasm/)`

export const runWriteStops: Piece = {
  name: 'run-writes',
  title:
    'builds of crates and of wasm packages ended at their N-th write, or with one that fails, and run again',
  builds: true,
  async run(checks, surroundings) {
    const place = await surroundings.built()
    for (const name of ['native', 'wasm'] as const) {
      if (place.runs.includes(name)) await stopRun(name, { checks, surroundings, place })
    }
  },
}

interface StoppedRun {
  readonly checks: Checks
  readonly surroundings: Surroundings
  readonly place: BuiltWorkspace
}

async function stopRun(name: RunName, { checks, surroundings, place }: StoppedRun): Promise<void> {
  const { workspace } = place
  const args = ['run-many', '--outputStyle=static', ...RUNS[name].args]
  const counter = new WriteCounter(workspace.case, NOT_OURS)
  workspace.forget()
  const { code, output } = await workspace.nx(args, { env: counter.next() })
  const { length } = counter.writes
  checks.true(
    `run-many ${RUNS[name].args.join(' ')} writes ${length} times`,
    code === 0 && length > 0,
    output,
  )
  for (const modes of [ENDS, ERRORS]) {
    const stops = chosenStops(length, modes, { ...surroundings, short: 3 })
    const faulty: string[] = []
    for (const stop of stops) {
      workspace.forget()
      const stopped = await workspace.nx(args, { env: counter.next(stop) })
      endLeft()
      const write = counter.writes[stop.at - 1] ?? ''
      const faults = [
        ...(stopped.hung ? ['hangs'] : []),
        ...(write === '' ? ['was not stopped: it wrote less than before'] : []),
        ...strayTraces(stopped.output),
        ...(await faultsOfStopped(name, { place, stop, stopped })),
      ]
      const next = await workspace.nx(args)
      faults.push(
        ...(next.code === 0 ? [] : [`the next run ends with ${next.code}:\n${next.output}`]),
        ...strayTraces(next.output),
        ...(await place.faultsAfter([name])),
      )
      if (faults.length > 0) faulty.push(`${stop.mode} at ${stop.at}, ${write}:\n  ${faults.join('\n  ')}`)
    }
    checks.true(
      `run-many ${RUNS[name].args.join(' ')}, ${stops.length} stops of ${modes.join(', ')}`,
      faulty.length === 0,
      `${faulty.length} of them:\n${faulty.slice(0, 4).join('\n')}`,
    )
  }
}

/** A run that says that all is well has left all that it should; one of which a write failed says so in words. */
async function faultsOfStopped(
  name: RunName,
  {
    place,
    stop,
    stopped,
  }: {
    readonly place: BuiltWorkspace
    readonly stop: WriteStop
    readonly stopped: { readonly code: number | null; readonly output: string }
  },
): Promise<string[]> {
  const isFailure = ERRORS.some((mode) => mode === stop.mode)
  const descriptor = stopped.output.split('\n').find((line) => line.includes('/proc/self/fd'))
  return [
    ...(isFailure && descriptor !== undefined ? [`names a descriptor: ${descriptor.trim()}`] : []),
    ...(isFailure && stopped.code !== 0
      ? place.workspace.case.leftovers().map((path) => `left over by the failure: ${path}`)
      : []),
    ...(stopped.code === 0 ? place.wrongOutputs([name]).map((line) => `ends with 0, but ${line}`) : []),
  ]
}
