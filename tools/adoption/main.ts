import { rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseArgs, stripVTControlCharacters } from 'node:util'
import { type PackedPlugin, packPlugin } from '../kit/packed-plugin'
import type { AdoptionCase } from './adoption-case'
import { CASES } from './cases/index'
import { type NxMajor, prepareModules } from './linked-modules'
import { MANAGERS } from './package-managers'
import { type Played, play } from './play'
import { playManager } from './play-manager'

const { values } = parseArgs({
  options: {
    /** Also on Nx 24 what is not worth its time on every run. */
    all: { type: 'boolean', default: false },
    only: { type: 'string' },
    nx: { type: 'string' },
    keep: { type: 'boolean', default: false },
  },
})

/** Nx waits for the disk half of the time. */
const AT_ONCE = 2

/** One line of what is printed: a case with one Nx, or a package manager. */
interface Play {
  readonly name: string
  readonly nx: NxMajor | null
  play(plugin: PackedPlugin): Promise<Played>
}

async function main(): Promise<void> {
  const plugin = packPlugin()
  const waiting = [...CASES.flatMap(casePlays), ...MANAGERS.map(managerPlay)].filter(isWanted)
  for (const nx of new Set(waiting.map((next) => next.nx))) if (nx !== null) await prepareModules(nx)
  const totals = { passed: 0, failed: 0 }
  const playNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      totals[(await tell(next, plugin)) ? 'passed' : 'failed'] += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, playNext))
  if (!values.keep) rmSync(dirname(plugin.directory), { recursive: true, force: true })
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
  process.exitCode = totals.failed > 0 ? 1 : 0
}

/** There are none of Nx's plugins for Nx 24. */
function casePlays(adoption: AdoptionCase): Play[] {
  const isOn24 = adoption.plugins === undefined && (adoption.alsoOnNx24 || values.all)
  const versions: NxMajor[] = adoption.onlyNx ? [adoption.onlyNx] : isOn24 ? ['23', '24'] : ['23']
  return versions.map((nx) => ({ name: adoption.name, nx, play: (plugin) => play(adoption, nx, plugin) }))
}

function managerPlay(manager: (typeof MANAGERS)[number]): Play {
  return { name: manager.name, nx: null, play: (plugin) => playManager(manager, plugin) }
}

function isWanted({ name, nx }: Play): boolean {
  return (values.only === undefined || name === values.only) && (values.nx === undefined || values.nx === nx)
}

/** Prints a line for the case, and what is not as it should be. */
async function tell({ name, nx, play }: Play, plugin: PackedPlugin): Promise<boolean> {
  const started = Date.now()
  const { differences, root } = await play(plugin).catch((error: unknown) => ({
    differences: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
    root: null,
  }))
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  console.log(
    `${differences.length === 0 ? '✓' : '✗'} ${name} (${nx === null ? '' : `Nx ${nx}, `}${seconds} s)`,
  )
  for (const difference of differences.slice(0, MOST_DIFFERENCES)) {
    console.log(shortened(difference).replace(/^(?=.)/gm, '    '))
  }
  if (differences.length > MOST_DIFFERENCES) console.log(`    … ${differences.length} differences in all`)
  if (values.keep && root !== null) console.log(`    kept in ${root}`)
  else if (root !== null) rmSync(root, { recursive: true, force: true, maxRetries: 3, retryDelay: 200 })
  return differences.length === 0
}

/** What a program printed may be long; `--keep` leaves the repository to run it again. */
function shortened(text: string): string {
  const lines = stripVTControlCharacters(text)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => (line.length <= MOST_COLUMNS ? line : `${line.slice(0, MOST_COLUMNS)}…`))
  return lines.length <= MOST_LINES ? lines.join('\n') : [...lines.slice(0, MOST_LINES), '…'].join('\n')
}

const MOST_DIFFERENCES = 10
const MOST_LINES = 12
const MOST_COLUMNS = 300

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
