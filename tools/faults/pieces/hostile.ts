import type { Checks } from '../../kit/checks'
import { Random } from '../../kit/random'
import type { Contained } from '../contained-program'
import { FaultCase } from '../fault-case'
import { writeHostileRepository } from '../hostile/hostile-repository'
import type { Piece, Surroundings } from '../piece'
import { strayTraces } from '../spoken'

/** Each reads all of a repository; the first ones write nothing. */
const COMMANDS: readonly (readonly string[])[] = [
  ['graph', '--json'],
  ['key', '--explain'],
  ['key', '--json'],
  ['flake', '--check'],
  ['doctor'],
  ['init', '--dry-run', '--no-install'],
  ['migrate', '--dry-run', '--no-install'],
  ['doctor', '--fix'],
  ['flake'],
  ['init', '--no-install'],
  ['migrate', '--no-install'],
  ['flake'],
]

/** Programs start, wait and end: two cores are kept busy by three. */
const AT_ONCE = 3

export const hostile: Piece = {
  name: 'hostile',
  title: 'the command over repositories with links, pipes, names, globs and contents that nobody expects',
  async run(checks, surroundings) {
    const count = surroundings.count({ short: 210, long: 1000 })
    const first = surroundings.options.seed
    const waiting = Array.from({ length: count }, (_, index) => first + index)
    let commands = 0
    const next = async (): Promise<void> => {
      for (let seed = waiting.shift(); seed !== undefined; seed = waiting.shift()) {
        const run = await tell(seed, checks, surroundings).catch((error: Error) => {
          checks.fail(`the repository of seed ${seed} is made`, String(error.stack))
          return 0
        })
        commands += run
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, next))
    checks.true(
      `seeds ${first} to ${first + count - 1}: ${count} repositories, ${commands} commands`,
      commands > count,
    )
  },
}

async function tell(seed: number, checks: Checks, surroundings: Surroundings): Promise<number> {
  const place = new FaultCase(surroundings)
  const { options } = surroundings
  let isKept = false
  try {
    const { what } = writeHostileRepository(place, seed, [])
    place.seal()
    const random = new Random(seed + 0x5eed)
    const wanted = options.long
      ? COMMANDS
      : [...random.sample(COMMANDS.slice(0, 7), 1), ...random.sample(COMMANDS.slice(7), 1)]
    const faults: string[] = []
    for (const command of wanted) {
      const run = await place.command(command, { limit: 20_000 })
      faults.push(...faultsOf(run, place).map((fault) => `nx-crane ${command.join(' ')}: ${fault}`))
    }
    faults.push(...place.leftovers().map((path) => `left over: ${path}`))
    if (faults.length === 0) checks.passed += 1
    else
      checks.fail(`a hostile repository, --seed ${seed} --count 1`, [...what, ...new Set(faults)].join('\n'))
    isKept = options.keep && faults.length > 0
    if (isKept) checks.lines.push(`    kept in ${place.directory}`)
    if (options.verbose)
      console.log(`  ${seed} ${faults.length === 0 ? 'ok' : 'FAILED'}: ${what.join('; ').slice(0, 150)}`)
    return wanted.length
  } finally {
    if (!isKept) place[Symbol.dispose]()
  }
}

/** What must not be, whatever the repository is; a command may well fail. */
export function faultsOf(run: Contained, place: FaultCase): string[] {
  const faults = firstOf(place.touched()).map((line) => `outside: ${line}`)
  place.seal()
  if (run.hung) faults.push('hangs')
  else if (run.signal !== null) faults.push(`ended by ${run.signal}`)
  const traces = strayTraces(run.output)
  if (traces.length > 0) faults.push(`says ${traces.map((line) => line.trim().slice(0, 200)).join(' | ')}`)
  const canary = place.takeCanary()
  if (canary !== null) faults.push(`a program of the repository was run: ${canary}`)
  return faults
}

const MOST_LINES = 5

function firstOf(lines: readonly string[]): string[] {
  return lines.length <= MOST_LINES
    ? [...lines]
    : [...lines.slice(0, MOST_LINES), `and ${lines.length - MOST_LINES} more`]
}
