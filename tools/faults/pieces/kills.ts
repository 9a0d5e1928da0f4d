import type { Checks } from '../../kit/checks'
import { Random } from '../../kit/random'
import { RUNS, type RunName } from '../built-workspace'
import { endLeft, type Kill } from '../contained-program'
import { FaultCase } from '../fault-case'
import type { Piece, Surroundings } from '../piece'
import { strayTraces } from '../spoken'
import { WritingCommand } from '../writing-command'

export const kills: Piece = {
  name: 'kills',
  title: 'commands and runs killed at random moments, and run again',
  builds: true,
  async run(checks, surroundings) {
    await killRuns(checks, surroundings)
    await killCommands(checks, surroundings)
  },
}

async function killRuns(checks: Checks, { built, count, options }: Surroundings): Promise<void> {
  const place = await built()
  const { workspace } = place
  const names = place.runs.filter((name) => name !== 'test' && name !== 'lint')
  for (let index = 0; index < count({ short: 6, long: 60 }); index++) {
    const random = new Random(options.seed * 2000 + index)
    const name: RunName = names[index % names.length] ?? 'native'
    const isCompiled = random.chance(0.6)
    workspace.forget()
    if (!isCompiled) await workspace.forgetCrates()
    // Nothing of ours is done in the first part: Nx starts.
    let kill = killOf(random, { index, least: 600, most: place.usual * 1.3 })
    const args = ['run-many', '--outputStyle=static', ...RUNS[name].args]
    for (let tries = 0; (await workspace.nx(args, { kill })).signal === null && tries < 4; tries++) {
      // It was over by then.
      endLeft()
      workspace.forget()
      kill = { ...kill, after: Math.round(kill.after / 2) }
    }
    const next = await workspace.nx(args)
    endLeft()
    const faults = [
      ...(next.code === 0
        ? []
        : [`the next run ${next.hung ? 'hangs' : `ends with ${next.code}`}:\n${next.output}`]),
      ...strayTraces(next.output),
      ...(await place.faultsAfter([name])),
    ]
    const title = `run-many ${RUNS[name].args.join(' ')}${isCompiled ? '' : ', from nothing'}: ${shown(kill)}`
    if (options.verbose)
      console.log(`  ${title}: ${faults.length === 0 ? 'ok' : faults.join(' | ').slice(0, 600)}`)
    checks.true(title, faults.length === 0, faults.join('\n'))
  }
}

/** They take a fraction of a second, so there are many. */
async function killCommands(checks: Checks, surroundings: Surroundings): Promise<void> {
  const { count, options } = surroundings
  for (const name of ['flake', 'init', 'migrate'] as const) {
    using place = new FaultCase(surroundings)
    const command = await WritingCommand.prepare(name, place)
    const faulty: string[] = []
    const all = count({ short: 18, long: 60 })
    for (let index = 0; index < all; index++) {
      const random = new Random(options.seed * 3000 + index)
      command.reset()
      const kill = killOf(random, { index, least: 40, most: command.milliseconds * 1.2 })
      await command.run({ kill })
      const half = command.halfFiles()
      const next = await command.run()
      endLeft()
      const faults = [...half, ...command.faultsAfter(next)]
      if (faults.length > 0) faulty.push(`${shown(kill)}: ${faults.join('\n  ')}`)
    }
    checks.true(`${all} kills of nx-crane ${name}`, faulty.length === 0, faulty.slice(0, 5).join('\n'))
  }
}

function killOf(
  random: Random,
  { index, least, most }: { index: number; least: number; most: number },
): Kill {
  const after = random.between(least, Math.max(least, Math.round(most)))
  return { after, what: index % 2 === 0 ? 'group' : 'leader' }
}

function shown({ after, what }: Kill): string {
  return `${what} killed after ${after} ms`
}
