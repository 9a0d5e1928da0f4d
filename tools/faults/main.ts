import { mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Checks } from '../kit/checks'
import { packPlugin } from '../kit/packed-plugin'
import { BuiltWorkspace } from './built-workspace'
import { parseFaultOptions } from './options'
import type { Piece, Surroundings } from './piece'
import { PIECES } from './pieces'

// What must hold whatever is in a repository and whenever a process ends: nothing outside is touched, nothing is lost,
// nothing hangs. A short form in `npm test`; by hand `npm run check:faults -- --long`, with --only NAME, --seed N, --count N.

async function main(): Promise<void> {
  const options = parseFaultOptions(process.argv.slice(2))
  const chosen = PIECES.filter(({ name, onlyLong }) =>
    options.only === null ? options.long || onlyLong !== true : name === options.only,
  )
  if (chosen.length === 0) throw new Error(`there is no piece ${options.only}, but ${names(PIECES)}`)
  const plugin = packPlugin()
  const scratch = join(dirname(plugin.directory), 'scratch')
  mkdirSync(scratch)
  let built: Promise<BuiltWorkspace> | undefined
  const surroundings: Surroundings = {
    built: () => {
      built ??= BuiltWorkspace.create(surroundings)
      return built
    },
    plugin,
    options,
    scratch,
    count: ({ short, long }) => options.count ?? (options.long ? long : short),
  }
  const totals = { passed: 0, failed: 0 }
  try {
    const inTurn = async (pieces: readonly Piece[]): Promise<void> => {
      for (const piece of pieces) {
        const checks = await tell(piece, surroundings)
        totals.passed += checks.passed
        totals.failed += checks.failed
      }
    }
    // Those that build share a workspace, and leave the machine half idle.
    await Promise.all([
      inTurn(chosen.filter(({ builds }) => builds)),
      inTurn(chosen.filter(({ builds }) => !builds)),
    ])
  } finally {
    ;(await built?.catch(() => undefined))?.[Symbol.dispose]()
    rmSync(dirname(plugin.directory), { recursive: true, force: true, maxRetries: 3 })
  }
  const left = PIECES.filter((piece) => !chosen.includes(piece))
  if (options.only === null && left.length > 0) console.log(`\nonly with --long: ${names(left)}`)
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`)
  process.exitCode = totals.failed > 0 || totals.passed === 0 ? 1 : 0
}

async function tell(piece: Piece, surroundings: Surroundings): Promise<Checks> {
  const started = Date.now()
  const checks = new Checks()
  const obstacle = (await piece.obstacle?.()) ?? null
  if (obstacle !== null) {
    console.log(`\n${piece.name}: ${piece.title}\n  not played: ${obstacle}`)
    return checks
  }
  try {
    await piece.run(checks, surroundings)
  } catch (error) {
    checks.fail(
      `${piece.name} runs to its end`,
      error instanceof Error ? (error.stack ?? error.message) : String(error),
    )
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  console.log(`\n${piece.name}: ${piece.title} (${seconds} s)`)
  for (const line of checks.lines) console.log(line.replace(/^(?=.)/gm, '  '))
  return checks
}

function names(pieces: readonly Piece[]): string {
  return pieces.map(({ name }) => name).join(', ')
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
